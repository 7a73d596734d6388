# proven: 5.8.3 5.4.1
: >a; xz -T1 a; stat -c %s a.xz; xz -dc a.xz; xz -l --robot a.xz | head -n 2; xz -d a.xz; stat -c %s a
