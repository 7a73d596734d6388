# proven: 5.8.3 5.4.1
seq 3 >a; echo old >a.xz
xz -T1 a || echo $?
ln -s nowhere b.xz; seq 3 >b; xz -T1 b || echo $?
mkdir c.xz; seq 3 >c; xz -T1 c || echo $?
cat a.xz; ls
