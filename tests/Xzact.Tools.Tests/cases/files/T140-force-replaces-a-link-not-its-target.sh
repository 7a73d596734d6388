# proven: 5.8.3 5.4.1
seq 3 >a; echo precious >b; ln -s b a.xz
xz -T1 -f a; cat b; ls; test -L a.xz || xz -dc a.xz
