# proven: 5.8.3 5.4.1
seq 3 >a
xz -9kT1 a; xz -dcv a.xz
xz -kfT 1 a; xz -kfC crc32 -T1 a; xz -kfCsha256 -T1 a; xz --robot -l a.xz | cut -f7
