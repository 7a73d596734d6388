# proven: 5.8.3 5.4.1
seq 3 >.xz; xz -T1 .xz; ls -A; rm .xz*
mkdir d; seq 3 | xz -T1 >d/.xz; xz -d d/.xz || echo $?
seq 3 >X.XZ; xz -T1 X.XZ; ls -A
