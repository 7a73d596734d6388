# proven: 5.8.3
seq 3 >a; xz -T1 -k a
# script gives its command a terminal; the carriage returns are the terminal's.
script -qec 'xz -c a; echo $?' /dev/null </dev/null | tr -d '\r'
script -qec 'xz; echo $?' /dev/null </dev/null | tr -d '\r'
script -qec 'xz -k a - a.xz; echo $?' /dev/null </dev/null | tr -d '\r'
script -qec 'xz -dc; echo $?; xz -dc - a.xz; echo $?; xz -t; echo $?' /dev/null </dev/null | tr -d '\r'
