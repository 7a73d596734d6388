# proven: 5.8.3 5.4.1
seq 3 >b; : >c; head -c 300000 /dev/zero >z
xz -T1 -C sha256 z; xz -T1 b; xz -T1 -C none c; { cat c.xz b.xz; head -c 8 /dev/zero; } >d.xz
xz -lv b.xz d.xz; xz -lv c.xz
