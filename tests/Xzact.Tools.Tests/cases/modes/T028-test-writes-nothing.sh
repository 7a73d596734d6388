# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a
xz -t a.xz; ls
xz -tf a.xz; xz -t <a.xz
echo text >b.xz; xz -tf b.xz || echo $?
