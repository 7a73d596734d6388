# proven: 5.8.3 5.4.1
seq 3 >a
for n in 1 ' 1' 0 max +1 +0 16384; do xz -T "$n" -c a | xz -dc | tail -n 1; done
