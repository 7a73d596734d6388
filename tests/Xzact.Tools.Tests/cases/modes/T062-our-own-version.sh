# proven: none (our name)
xz --version
