# proven: none (XZ Utils has these)
seq 3 >a
for o in files files0 files=x block-size=1 block-list=1 flush-timeout=1 no-adjust filters=6 filters3=6 filters-help \
  lzma1 lzma2 lzma2=preset=1 x86 arm armthumb arm64 powerpc ia64 sparc riscv delta=dist=2; do
  xz --$o a || echo $?
done
xz -M 100MiB a || echo $?
xz -F raw a || echo $?
ls
