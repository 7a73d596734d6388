# proven: none (XZ Utils deletes the old target before it knows whether the source is intact)
seq 100000 >a; xz -T1 -k a; echo old >a; head -c 1000 a.xz >b; mv b a.xz
xz -df a.xz || echo $?
cat a; ls -A
