# proven: 5.8.3
xz --bogus || echo $?
xz --bogus=5 || echo $?
xz -kx || echo $?
xz -k= || echo $?
xz -T || echo $?
xz --threads || echo $?
xz --suffix || echo $?
xz --keep=1 || echo $?
xz --ke=1 || echo $?
