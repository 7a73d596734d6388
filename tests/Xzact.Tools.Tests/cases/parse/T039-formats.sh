# proven: 5.8.3 5.4.1
seq 3 >a
xz -F foo a || echo $?
xz -F XZ a || echo $?
xz -F lzip a || echo $?
xz -F xz -T1 a && ls
xz -F auto -d a.xz && ls
