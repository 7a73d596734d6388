# proven: 5.8.3 5.4.1
seq 100000 >a
xz -T1 -c a >/dev/full || echo $?
xz -T1 -k a; xz -dc a.xz >/dev/full || echo $?
