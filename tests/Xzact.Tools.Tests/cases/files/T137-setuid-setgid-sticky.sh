# proven: 5.8.3 5.4.1
for m in 4755 2755 1755; do seq 3 >a; chmod $m a; xz -T1 a || echo $?; xz -T1 -k a; stat -c %a a.xz; rm -f a a.xz; done
