# proven: 5.8.3 5.4.1
mkdir a.xz; seq 3 >a; xz -T1 -f a || echo $?
ls
