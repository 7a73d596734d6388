# proven: 5.8.3 5.4.1
mkfifo p; { sleep 0.2; seq 3 >p; } & xz -T1 -c p | xz -dc; wait
