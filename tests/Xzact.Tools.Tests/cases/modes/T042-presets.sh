# proven: 5.8.3 5.4.1
seq 2000 >a
for p in 0 1 2 3 4 5 6 7 8 9; do xz -T1 -$p -c a | xz -dc | cmp - a; xz -T1 -${p}e -c a | xz -dc | cmp - a; done
xz -T1 --fast -c a | xz -dc | cmp - a; xz -T1 --best -c a | xz -dc | cmp - a
