# proven: none (XZ Utils does not say where and why)
seq 100 >a; xz -T1 a; printf '\377' | dd of=a.xz bs=1 seek=40 conv=notrunc status=none
xz -tvv a.xz || echo $?
head -c 50 a.xz >b.xz; xz -tvv b.xz || echo $?
