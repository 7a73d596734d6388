# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a
xz --version >/dev/full || echo $?
xz --help >/dev/full || echo $?
xz -l a.xz >/dev/full || echo $?
