# proven: 5.8.3 5.4.1
echo text >a.xz; echo old >a
xz -df a.xz || echo $?
cat a; ls
