# proven: 5.8.3 5.4.1
head -c 20000 /dev/zero >a; seq 3 >b
xz -T1 -v a b; xz -dv a.xz b.xz; xz -T1 -kv a; xz -tv a.xz; xz -T1 -v <a 2>&1 >/dev/null
