# proven: 5.8.3
# A file of 5.6 or later, byte by byte: RISC-V and two converters that find nothing to convert.
# Stream Header: magic bytes, check CRC32
printf '\375\067\172\130\132\000\000\001\151\042\336\066' >>a.xz
# Block Header: --riscv=start=4KiB --arm64 --ia64=start=16 --lzma2=dict=4KiB
printf '\005\003\013\004\000\020\000\000\012\000\006\004\020\000\000\000\041\001\000\000\270\134\206\222' >>a.xz
# LZMA2: one stored chunk of eight bytes, a packed pair; the end
printf '\001\000\007\027\161\016\010\022\064\137\326\000' >>a.xz
# Block Padding, and CRC32 of auipc ra, 0x12345; jalr ra, -42(ra)
printf '\150\215\025\352' >>a.xz
# Index: one Block
printf '\000\001\050\010\263\223\000\163' >>a.xz
# Stream Footer
printf '\220\102\231\015\001\000\000\000\000\001\131\132' >>a.xz
xz -dc a.xz | od -An -tx1 -v
xz --robot -lvv a.xz | cut -f 16; xz -lvv a.xz | grep Minimum
