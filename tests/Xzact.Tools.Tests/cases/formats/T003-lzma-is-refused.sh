# proven: none (XZ Utils has the format)
seq 3 >a; printf '\135\0\0\200\0\377\377\377\377\377\377\377\377\0' >b.lzma; printf 'LZIP\1\14' >c.lz
lzma a || echo $?
lzcat a || echo $?
xz -F lzma a || echo $?
xz -d b.lzma c.lz || echo $?
xz -F xz -d b.lzma || echo $?
ls
