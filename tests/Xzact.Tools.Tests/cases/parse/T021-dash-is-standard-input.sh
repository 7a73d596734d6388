# proven: 5.8.3 5.4.1
seq 3 >a; seq 4 6 >b
xz -T1 <a >a.xz; xz -T1 - <b >b.xz
xz -dc a.xz - <b.xz
xz -d - <a.xz
