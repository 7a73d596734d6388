# proven: 5.8.3 5.4.1
echo text >a; seq 3 >b; xz -T1 b
xz -dcf a b.xz
xzcat -f <a
xzcat a || echo $?
xzcat -f </dev/null; echo $?
xzcat </dev/null || echo $?
