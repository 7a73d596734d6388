# proven: 5.8.3 5.4.1
seq 3 >a; ln -s a l
xz -T1 l || echo $?
xz -T1 -c l | xz -dc
xz -T1 -k l; ls; rm l.xz
xz -T1 -f l; ls
