# proven: 5.8.3 5.4.1
seq 100 >a
for c in none crc32 crc64 sha256; do xz -T1 -C $c -kf a; xz --robot -l a.xz | cut -f7; xz -t a.xz; done
xz -C md5 a || echo $?
