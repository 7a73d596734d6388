# proven: 5.8.3
seq 3 >a
xz --th=1 --k --ex --fa --be --co --su=.y --ch=crc32 --no-w --q a; ls
xz --dec --si --ig --no-sp --no-sy --forc --verb --su=.y a.y 2>/dev/null; ls
