# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a; size=$(stat -c %s a.xz)
{ cat a.xz; echo rest; } >b.xz; { cat a.xz; head -c 3 /dev/zero; } >c.xz; head -c $((size - 4)) a.xz >d.xz
cp a.xz e.xz; printf 'X' | dd of=e.xz bs=1 seek=$((size - 16)) conv=notrunc status=none
{ head -c 12 a.xz; tail -c 12 a.xz; } >f.xz; { head -c 4 /dev/zero; cat a.xz; } >g.xz
for n in b c d e f g; do xz -l $n.xz || echo $?; done
