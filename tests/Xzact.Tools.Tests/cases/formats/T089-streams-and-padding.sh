# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a; seq 4 6 >b; xz -T1 b
cat a.xz b.xz >c.xz; { cat a.xz; head -c 8 /dev/zero; cat b.xz; head -c 4 /dev/zero; } >d.xz
xz -dc c.xz d.xz
{ cat a.xz; head -c 3 /dev/zero; } >e.xz; xz -dc e.xz || echo $?
{ cat a.xz; echo this follows the stream; } >f.xz; xz -dc f.xz || echo $?
{ cat a.xz; head -c 5 b.xz; } >g.xz; xz -dc g.xz || echo $?
{ cat a.xz; head -c 5 /dev/zero; cat b.xz; } >h.xz; xz -dc h.xz || echo $?
