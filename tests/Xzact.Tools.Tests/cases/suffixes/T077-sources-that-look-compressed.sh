# proven: 5.8.3
for n in a.xz a.txz a.foo; do seq 3 >$n; done
xz -T1 a.xz || echo $?
xz -T1 a.txz || echo $?
xz -T1 -S .foo a.foo || echo $?
xz -T1 -S foo a.foo || echo $?
xz -T1 -S .foo a.xz || echo $?
ls
