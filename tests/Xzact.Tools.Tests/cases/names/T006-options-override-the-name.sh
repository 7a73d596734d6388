# proven: 5.8.3 5.4.1
seq 5 >a
unxz -z -T1 -c a | xz -dc
