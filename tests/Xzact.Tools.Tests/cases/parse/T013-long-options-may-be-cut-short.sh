# proven: 5.8.3 5.4.1
seq 3 >a
xz --thr=1 --ke --ch=crc32 a; xz --ro --li a.xz
xz --dec --std a.xz; xz --te a.xz; xz --uncomp --to-std a.xz
