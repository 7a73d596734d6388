# proven: 5.8.3 5.4.1
mkfifo p; xz p || echo $?
xz -k p || echo $?
xz /dev/null || echo $?
xz -l /dev/null || echo $?
