#!/bin/sh
# Installs the xz command family under PREFIX: ./install.sh PREFIX [EXECUTABLE]
# One executable under 23 names, a manual page for each, completions for bash, zsh and fish; DESTDIR is put before PREFIX.
# EXECUTABLE is the native build: dotnet publish src/Xzact.Tools -c Release -p:NativeAot=true
set -eu

here=$(cd "$(dirname "$0")" && pwd)
case ${1:-} in
  "" | -*) echo "usage: $0 PREFIX [EXECUTABLE]" >&2 && exit 2 ;;
esac
prefix=$1
executable=${2:-$here/artifacts/aot/publish/Xzact.Tools/release/xz}
[ -x "$executable" ] || { echo "$0: $executable is missing; build it first" >&2; exit 1; }

root=${DESTDIR:-}$prefix
bin=$root/bin
man=$root/share/man/man1
mkdir -p "$bin" "$man" "$root/share/bash-completion/completions" "$root/share/zsh/site-functions" \
  "$root/share/fish/vendor_completions.d"

# A program that runs is not written over: the new one takes its name.
cp "$executable" "$bin/.xz.new"
chmod 755 "$bin/.xz.new"
mv -f "$bin/.xz.new" "$bin/xz"

for name in unxz xzcat lzma unlzma lzcat xzdec lzmadec lzmainfo xzgrep xzegrep xzfgrep xzdiff xzcmp xzless xzmore \
  lzgrep lzegrep lzfgrep lzdiff lzcmp lzless lzmore; do
  ln -sf xz "$bin/$name"
done
for name in xz unxz xzcat lzma unlzma lzcat xzdec lzmadec lzmainfo xzgrep xzegrep xzfgrep xzdiff xzcmp xzless xzmore \
  lzgrep lzegrep lzfgrep lzdiff lzcmp lzless lzmore; do
  "$bin/xz" --manual "$name" >"$man/$name.1"
done

"$bin/xz" --completion bash >"$root/share/bash-completion/completions/xz"
for name in unxz xzcat lzma unlzma lzcat; do
  ln -sf xz "$root/share/bash-completion/completions/$name"
done
"$bin/xz" --completion zsh >"$root/share/zsh/site-functions/_xz"
"$bin/xz" --completion fish >"$root/share/fish/vendor_completions.d/xz.fish"
echo "installed under $root"
