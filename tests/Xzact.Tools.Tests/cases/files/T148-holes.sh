# proven: 5.8.3 5.4.1
head -c 1000000 /dev/zero >z; { echo a; cat z; echo b; } >a; xz -T1 -k a; xz -T1 z
mv a b; xz -d a.xz z.xz; cmp a b; stat -c %s a z
for f in a z; do test $(stat -c %b $f) -lt 100 && echo sparse; done
xz -T1 -k a; xz -d --no-sparse -f a.xz; test $(stat -c %b a) -lt 100 || echo full
