# proven: 5.8.3
seq 3 >a; xz -T1 a; seq 4 6 >b; xz -T1 b
cat a.xz b.xz >c.xz
xz --single-stream -dc c.xz
xz --single-stream -d c.xz; ls; cat c
{ xz --single-stream -dc; xz -dc; } <c.xz
