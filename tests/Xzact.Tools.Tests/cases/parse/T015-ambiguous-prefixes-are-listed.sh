# proven: 5.8.3
for o in m f s c de b l ve fi i n a t d r memlimit- mem=1MiB; do xz --$o </dev/null || echo $?; done
