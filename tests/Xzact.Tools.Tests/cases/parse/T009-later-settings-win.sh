# proven: 5.8.3 5.4.1
seq 1000 >a
XZ_DEFAULTS='-C crc32' XZ_OPT='-C sha256' xz -T1 -k a; xz --robot -l a.xz | cut -f7; rm a.xz
XZ_DEFAULTS='-C crc32' XZ_OPT='' xz -T1 -k a; xz --robot -l a.xz | cut -f7; rm a.xz
XZ_DEFAULTS='-C crc32' XZ_OPT='-C sha256' xz -T1 -C none -k a; xz --robot -l a.xz | cut -f7
