#!/bin/sh
# Makes a Debian package of what install.sh installs: ./make-deb.sh FOLDER [EXECUTABLE]
# The same input gives the same bytes: times are those of SOURCE_DATE_EPOCH or else of the last commit.
# The package stands in for xz-utils and cannot be installed beside it; docs/xz.md says how to have both.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?"usage: $0 FOLDER [EXECUTABLE]"}
executable=${2:-$here/artifacts/aot/publish/Xzact.Tools/release/xz}
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$here/Directory.Build.props")
architecture=$(dpkg --print-architecture)
libc=$(readelf --version-info --wide "$executable" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)

umask 022
root=$(mktemp -d)
chmod 755 "$root"
trap 'rm -rf "$root"' EXIT
DESTDIR=$root "$here/install.sh" /usr "$executable" >/dev/null
for page in "$root"/usr/share/man/man1/*.1; do
  gzip -9n "$page"
done

documents=$root/usr/share/doc/xzact-xz
mkdir -p "$documents" "$root/DEBIAN"
cp "$here/LICENSE" "$documents/copyright"
cp "$here/docs/xz.md" "$documents/"
chmod 644 "$documents"/*

size=$(du -sk --apparent-size "$root/usr" | cut -f1)
cat >"$root/DEBIAN/control" <<CONTROL
Package: xzact-xz
Version: $version
Architecture: $architecture
Maintainer: The Xzact project <xzact@example.org>
Installed-Size: $size
Depends: libc6 (>= ${libc#GLIBC_})
Provides: xz-utils (= 5.8.3), lzma
Conflicts: xz-utils, lzma
Replaces: xz-utils, lzma
Section: utils
Priority: optional
Multi-Arch: foreign
Description: xz, lzma and their companions on a memory-safe codec
 The command line and the formats are those of XZ Utils 5.8.3. Nothing of a
 file is lost whenever the program is stopped, and it can do more: maps of
 files, recovery of damaged ones, parts of large ones, lists as JSON.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

find "$root" -print0 | xargs -0 touch --no-dereference --date="@$epoch"
mkdir -p "$folder"
SOURCE_DATE_EPOCH=$epoch dpkg-deb --root-owner-group -Zxz --build "$root" \
  "$folder/xzact-xz_${version}_$architecture.deb"
