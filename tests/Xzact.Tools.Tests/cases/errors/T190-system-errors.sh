# proven: 5.8.3 5.4.1
xz nosuch || echo $?
xz -d nosuch.xz || echo $?
xz -t nosuch || echo $?
xz no/such/a || echo $?
