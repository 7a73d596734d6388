# proven: 5.8.3 5.4.1
seq 100000 >a; xz -T1 -k a; size=$(stat -c %s a.xz)
head -c $((size / 2)) a.xz >b.xz; xz -t b.xz || echo $?
cp a.xz c.xz; printf '\377\377' | dd of=c.xz bs=1 seek=$((size / 2)) conv=notrunc status=none; xz -t c.xz || echo $?
cp a.xz d.xz; printf '\377' | dd of=d.xz bs=1 seek=8 conv=notrunc status=none; xz -t d.xz || echo $?
cp a.xz e.xz; printf 'Q' | dd of=e.xz bs=1 seek=$((size - 1)) conv=notrunc status=none; xz -t e.xz || echo $?
cp a.xz f.xz; printf '\1\017\245\161\230\0' | dd of=f.xz bs=1 seek=6 conv=notrunc status=none; xz -t f.xz || echo $?
