# proven: 5.8.3
xz "$(printf 'a\033[31mb\nc')" || echo $?
xz "$(printf 'x\377\303\244')" || echo $?
