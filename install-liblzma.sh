#!/bin/sh
# Installs liblzma.so.5, its headers and its pkg-config file under PREFIX: ./install-liblzma.sh PREFIX [FOLDER]
# DESTDIR is put before PREFIX. FOLDER holds the library: dotnet publish src/Xzact.Liblzma -c Release -p:NativeAot=true
# It writes over no liblzma but its own; ./install-liblzma.sh --remove PREFIX takes away what it installed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
remove=
[ "${1:-}" != --remove ] || { remove=1; shift; }
case ${1:-} in
  "" | -*) echo "usage: $0 [--remove] PREFIX [FOLDER]" >&2 && exit 2 ;;
esac
prefix=$1
built=${2:-$here/artifacts/aot/publish/Xzact.Liblzma/release}
headers=$here/src/Xzact.Liblzma/include
version=5.8.3
root=${DESTDIR:-}$prefix
settings=$root/lib/pkgconfig/liblzma.pc

if [ -e "$root/lib/liblzma.so.5" ] || [ -n "$remove" ]; then
  grep -qs Xzact "$settings" || { echo "$0: the liblzma under $root is not from here" >&2; exit 1; }
fi
if [ -n "$remove" ]; then
  for header in "$headers"/lzma/*.h; do
    rm -f "$root/include/lzma/${header##*/}"
  done
  rm -f "$root/include/lzma.h" "$settings" "$root"/lib/liblzma.so "$root"/lib/liblzma.so.5 "$root/lib/liblzma.so.$version"
  rmdir "$root/include/lzma" 2>/dev/null || true
  echo "removed from $root"
  exit
fi
[ -e "$built/liblzma.so.$version" ] || { echo "$0: $built has no liblzma.so.$version; build it first" >&2; exit 1; }

mkdir -p "$root/lib/pkgconfig" "$root/include/lzma"
cp "$headers/lzma.h" "$root/include/"
cp "$headers"/lzma/*.h "$root/include/lzma/"

# A library that programs have loaded is not written over: the new one takes its name.
cp "$built/liblzma.so.$version" "$root/lib/.liblzma.new"
chmod 755 "$root/lib/.liblzma.new"
mv -f "$root/lib/.liblzma.new" "$root/lib/liblzma.so.$version"
ln -sf "liblzma.so.$version" "$root/lib/liblzma.so.5"
ln -sf liblzma.so.5 "$root/lib/liblzma.so"
cat >"$settings" <<EOF
prefix=$prefix
libdir=\${prefix}/lib
includedir=\${prefix}/include

Name: liblzma
Description: XZ compression, by Xzact
Version: $version
Cflags: -I\${includedir}
Libs: -L\${libdir} -llzma
EOF
echo "installed under $root"
