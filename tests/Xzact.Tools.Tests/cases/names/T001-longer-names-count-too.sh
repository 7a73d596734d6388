# proven: 5.8.3 5.4.1
seq 3 >a; xz -T1 a
ln -s "$(command -v xz)" my-xzcat-5.8
./my-xzcat-5.8 a.xz
./my-xzcat-5.8 nosuch
