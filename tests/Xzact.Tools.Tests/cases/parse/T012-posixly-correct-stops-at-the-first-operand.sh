# proven: 5.8.3 5.4.1
seq 3 >a
POSIXLY_CORRECT=1 xz -T1 a -k || echo $?
ls
