# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 -C crc32 a
size=$(stat -c %s a.xz)
# The check's four bytes stand before the Index (8 bytes) and the Stream Footer (12).
printf 'XXXX' | dd of=a.xz bs=1 seek=$((size - 24)) conv=notrunc status=none
xz -dc a.xz || echo $?
xz --ignore-check -dc a.xz; xz --ignore-check -t a.xz
