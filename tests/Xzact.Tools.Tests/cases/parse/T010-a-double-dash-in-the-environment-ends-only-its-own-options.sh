# proven: 5.8.3 5.4.1
seq 3 >a
XZ_OPT='-- -9 --bogus' xz -T1 -c a | xz -dc
