# proven: 5.8.3 5.4.1
head -c 1000000 /dev/zero >z; xz -T1 z
xz -dc z.xz >a; stat -c %s a; test $(stat -c %b a) -lt 100 && echo sparse
{ echo first; xz -dc z.xz; echo last; } >b; stat -c %s b; tail -c 5 b
xz -dc z.xz >>b; stat -c %s b; head -n 1 b
head -c 2000000 /dev/urandom >c; { head -c 10 >/dev/null; xz -dc z.xz; } <c 1<>c; stat -c %s c
