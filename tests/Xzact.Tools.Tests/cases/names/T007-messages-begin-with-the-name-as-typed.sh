# proven: 5.8.3
ln -s "$(command -v xz)" other
./other nosuch || true
"$PWD/other" --bogus 2>&1 | sed "s|$PWD|DIR|g"
