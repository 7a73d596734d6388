# proven: 5.8.3
: >a; echo x >b; head -c 100 /dev/zero >c; mkdir d; printf '%050d' 0 >e
for n in a b c d e nosuch -; do xz -l $n || echo $?; done
xz -l -F lzma a || echo $?
xz -l -F raw a || echo $?
xz --robot -l b || echo $?
