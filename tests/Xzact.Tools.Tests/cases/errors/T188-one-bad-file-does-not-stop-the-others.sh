# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 -k a; echo bad >b.xz; cp a.xz c.xz
xz -dc a.xz b.xz nosuch c.xz || echo $?
