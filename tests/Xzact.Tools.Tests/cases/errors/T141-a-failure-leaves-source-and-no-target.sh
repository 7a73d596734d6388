# proven: 5.8.3 5.4.1
seq 100000 >a; xz -T1 a; head -c 1000 a.xz >b.xz
xz -d b.xz || echo $?
ls
