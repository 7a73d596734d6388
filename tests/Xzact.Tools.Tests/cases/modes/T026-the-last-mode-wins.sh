# proven: 5.8.3 5.4.1
seq 3 >a
xz -d -z -T1 a; ls
xz -z -t -l -d a.xz; ls
