# proven: 5.8.3
seq 3 >a
XZ_OPT=--bogus xz a || echo $?
XZ_DEFAULTS=-x xz a || echo $?
XZ_OPT=--version xz a | head -n 1
ls
