# proven: 5.8.3 5.4.1
seq 3 >a; seq 4 6 >b
xz -T1 -c a b >c.xz; xz --robot -l c.xz | sed -n 2p | cut -f2; xz -dc c.xz
xz -T1 a b; xz -dc a.xz b.xz
