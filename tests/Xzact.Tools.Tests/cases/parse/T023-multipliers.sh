# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a
for n in 100k 100K 100Ki 100KiB 100kB 1M 1MiB 1GiB 10g max 0 50%; do
  xz -T1 -dc -M "$n" a.xz >/dev/null 2>&1 && echo "$n" ok || echo "$n" $?
done
