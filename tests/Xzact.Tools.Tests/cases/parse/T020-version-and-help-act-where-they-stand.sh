# proven: 5.8.3
xz --robot --version
xz --version --robot | head -n 2
xz --version --bogus | head -n 1
xz -V -x | head -n 1
xz -h --bogus | head -n 1
