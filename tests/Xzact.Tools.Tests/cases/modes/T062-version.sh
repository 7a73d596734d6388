# proven: 5.8.3
xz --robot -V
xz -V | head -n 2
eval "$(xz --robot --version)"; echo $XZ_VERSION $LIBLZMA_VERSION
