# proven: 5.8.3 5.4.1
seq 3 >a
xz -S '' a || echo $?
xz -S /x a || echo $?
xz -S .a/b a || echo $?
ls
