# proven: 5.8.3
xz -r || echo $?
xz -q -r || echo $?
