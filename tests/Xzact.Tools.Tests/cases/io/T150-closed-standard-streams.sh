# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 -k a
xz -dc a.xz >&- || echo $?
xz -T1 -c <&- || echo $?
rm a.xz; xz -T1 a 2>&-; ls; xz -dc a.xz
xz nosuch 2>&- || echo $?
