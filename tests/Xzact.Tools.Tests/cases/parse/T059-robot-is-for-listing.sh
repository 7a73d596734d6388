# proven: 5.8.3 5.4.1
seq 3 >a
xz --robot a || echo $?
xz --robot -t a || echo $?
xz --robot -d a || echo $?
ls
