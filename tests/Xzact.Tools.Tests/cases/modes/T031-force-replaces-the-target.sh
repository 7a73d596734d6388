# proven: 5.8.3 5.4.1
seq 3 >a; echo old >a.xz
xz -T1 a || echo $?
cat a.xz
xz -T1 -f a; ls; xz -dc a.xz
