# proven: 5.8.3 5.4.1
seq 20000 >a; seq 3 >b; : >c
xz -T1 -C sha256 a; xz -T1 b; xz -T1 -C none c; cat a.xz b.xz >d.xz
for n in a b c d; do xz -l $n.xz | sed 's/  *[0-9.]* [KM]*i*B  /  SIZE  /; s/ 0\.0[0-9]* / RATIO /'; done
xz -l b.xz c.xz; xz -lq b.xz
