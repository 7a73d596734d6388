# proven: 5.8.3 5.4.1
echo 'this is only text' >a.xz
xz -d a.xz || echo $?
xz -dc a.xz || echo $?
xz -t a.xz || echo $?
: >b.xz; xz -d b.xz || echo $?
xz -dc <b.xz || echo $?
printf '\3757zXZ' >c.xz; xz -t c.xz || echo $?
printf '\3757zXZ\0' >d.xz; xz -t d.xz || echo $?
ls
