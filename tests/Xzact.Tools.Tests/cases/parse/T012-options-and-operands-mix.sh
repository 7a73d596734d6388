# proven: 5.8.3 5.4.1
seq 3 >a; seq 4 >b
xz a -k b -T1; ls
xz -l a.xz --robot b.xz | cut -f1,2
