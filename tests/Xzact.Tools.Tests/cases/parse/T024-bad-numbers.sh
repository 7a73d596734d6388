# proven: 5.8.3
for n in x 1x '1 ' 1kb 1b 0x10 -1 99999 1G; do xz -T "$n" || echo $?; done
xz -M 5B || echo $?
xz -M 101% || echo $?
xz --memlimit-decompress=0% || echo $?
xz --memlimit-compress=5%% || echo $?
xz -M 99999999999999999999 || echo $?
