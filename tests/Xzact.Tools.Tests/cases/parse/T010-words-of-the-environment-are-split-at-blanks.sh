# proven: 5.8.3 5.4.1
seq 3 >a
XZ_OPT=foo xz -T1 -c a | xz -dc
XZ_OPT="'-1'" xz -T1 -c a | xz -dc
XZ_OPT='  -C	crc32   -k ' xz -T1 a; ls; xz --robot -l a.xz | cut -f7
