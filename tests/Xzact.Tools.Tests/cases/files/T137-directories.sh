# proven: 5.8.3
mkdir d; xz d || echo $?
xz -f d || echo $?
xz -dc d || echo $?
xz -l d || echo $?
xz -r d || echo $?
