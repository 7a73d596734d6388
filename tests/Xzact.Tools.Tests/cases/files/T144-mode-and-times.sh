# proven: 5.8.3 5.4.1
seq 3 >a; chmod 640 a; touch -d '2001-02-03 04:05:06.123456789 UTC' a
xz -T1 a; TZ=UTC stat -c '%a %y' a.xz
umask 077; xz -d a.xz; TZ=UTC stat -c '%a %y' a
