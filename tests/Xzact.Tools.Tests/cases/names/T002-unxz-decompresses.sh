# proven: 5.8.3 5.4.1
seq 5 >a; xz -T1 a
unxz a.xz
ls; cat a
