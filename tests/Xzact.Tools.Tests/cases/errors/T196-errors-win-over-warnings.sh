# proven: 5.8.3
seq 3 >a.xz
xz a.xz nosuch || echo $?
xz nosuch a.xz || echo $?
xz a.xz || echo $?
