# proven: 5.8.3 5.4.1
seq 3 >a.lz; seq 3 >b.lzma; xz -T1 a.lz b.lzma; ls
