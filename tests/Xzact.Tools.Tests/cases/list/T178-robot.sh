# proven: 5.8.3 5.4.1
seq 3 >b; : >c
xz -T1 -C crc32 b; xz -T1 c; { cat c.xz b.xz; head -c 8 /dev/zero; cat b.xz; } >d.xz
xz --robot -l b.xz d.xz nosuch || echo $?
xz --robot -lv d.xz
