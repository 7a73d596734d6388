# proven: 5.8.3
seq 3 >a; xz -T1 a
xz -Q a.xz || echo $?
xz -Q nosuch || echo $?
xz -Q nosuch a.xz || echo $?
