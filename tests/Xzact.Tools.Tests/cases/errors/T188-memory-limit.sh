# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 -9 a
# How much is needed differs between programs.
{ xz -T1 -dc -M 10MiB a.xz || echo $?; xz -T1 -dc --memlimit-decompress=1000 a.xz || echo $?; } 2>&1 |
  sed 's/[0-9]* MiB of/N MiB of/'
xz -dc --memlimit-decompress=70MiB a.xz
ls
