# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a
cp a.xz b.txz; cp a.xz c.foo; cp a.xz d.lz; cp a.xz e.tlz; cp a.xz f.lzma; cp a.xz bar
xz -d *.* || echo $?
xz -d -S .foo c.foo || echo $?
xz -d -S ar bar || echo $?
ls
