# proven: 5.8.3 5.4.1
seq 3 >./-k
xz -T1 -- -k; ls
