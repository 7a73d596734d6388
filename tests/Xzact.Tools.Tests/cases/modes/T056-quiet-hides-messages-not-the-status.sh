# proven: 5.8.3
seq 3 >a; xz -T1 a
xz a.xz || echo $?
xz -q a.xz || echo $?
xz -q nosuch || echo $?
xz -qq nosuch || echo $?
xz -qq -v nosuch || echo $?
xz -q -v a.xz || echo $?
xz -qv --bogus || echo $?
xz -q --bogus || echo $?
xz -qq --bogus || echo $?
