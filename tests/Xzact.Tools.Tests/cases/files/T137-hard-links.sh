# proven: 5.8.3 5.4.1
seq 3 >a; ln a b
xz -T1 a || echo $?
xz -T1 -k a; ls; rm a.xz; xz -T1 -f a; ls; xz -T1 -c b | xz -dc
