# proven: 5.8.3 5.4.1
xz --robot -l nosuch || echo $?
xz --robot -lvv nosuch || echo $?
