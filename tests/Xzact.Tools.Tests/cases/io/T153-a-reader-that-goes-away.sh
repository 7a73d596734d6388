# proven: 5.8.3 5.4.1
head -c 3000000 /dev/zero >a; xz -T1 a
set +e; xz -dc a.xz | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}
