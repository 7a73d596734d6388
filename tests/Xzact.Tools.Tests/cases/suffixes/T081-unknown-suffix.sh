# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a; mv a.xz a
xz -d a || echo $?
xz -d a nosuch || echo $?
ls
