"""Attacks 16 to 30: what tools of the system turn into code."""
from project import *
from autotools_make import tarbytes, uu


def png(w, h, rows, extra=()):
    def ch(k, d):
        return struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d))
    return (b"\x89PNG\r\n\x1a\n" + ch(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + b"".join(ch(k, d) for k, d in extra)
            + ch(b"IDAT", zlib.compress(b"".join(b"\0" + r for r in rows))) + ch(b"IEND", b""))


@variant("gradle-png-ztxt-apply", True, "Gradle applies a script taken from the zTXt chunk of a test picture",
         "The zTXt chunk of src/test/resources/badge.png is inflated by a task class in buildSrc, written under build/ as a .gradle file and pulled in with apply from, only for the 'publish' task graph.",
         ["src/test/resources/badge.png", "buildSrc/src/main/groovy/BadgeInfo.groovy", "build.gradle"],
         "dd if=src/test/resources/badge.png bs=1 skip=@OFF@ count=@LEN@ 2>/dev/null | perl -MCompress::Zlib -0777 -ne 'print Compress::Zlib::uncompress($_)'", SLASH)
def _(t):
    meta(t, "badger", "Draws status badges.", news="CHANGES.txt")
    z = zlib.compress(SLASH)
    data = png(24, 16, [bytes((x * 9 + y * 5) % 256 for x in range(24)) for y in range(16)], [(b"zTXt", b"Comment\0\0" + z)])
    t.vars.update(OFF=data.index(z), LEN=len(z))
    t["src/test/resources/badge.png"] = data
    t["src/test/resources/plain.png"] = png(8, 8, [bytes(8)] * 8)
    for cl, body in (("Badge", "    private final String label;\n\n    public Badge(String label) {\n        this.label = label;\n    }\n\n    public int width() {\n        return 6 * label.length() + 10;\n    }\n"),
                     ("Colour", "    public static int mix(int a, int b) {\n        return (a + b) / 2;\n    }\n"),
                     ("Layout", "    public static int centre(int outer, int inner) {\n        return Math.max(0, (outer - inner) / 2);\n    }\n")):
        t["src/main/java/org/example/badger/%s.java" % cl] = "package org.example.badger;\n\npublic final class %s {\n%s}\n" % (cl, body)
    t["src/test/java/org/example/badger/LayoutTest.java"] = "package org.example.badger;\n\nimport static org.junit.Assert.assertEquals;\nimport org.junit.Test;\n\npublic class LayoutTest {\n    @Test\n    public void centre() {\n        assertEquals(3, Layout.centre(10, 4));\n    }\n}\n"
    t["buildSrc/src/main/groovy/BadgeInfo.groovy"] = r"""
import java.util.zip.InflaterInputStream

/** Reads the comment of a picture, to stamp it into the manifest. */
class BadgeInfo {
    static byte[] comment(File picture) {
        def d = new DataInputStream(picture.newInputStream())
        d.skipBytes(8)
        while (true) {
            int n = d.readInt()
            byte[] kind = new byte[4]
            d.readFully(kind)
            byte[] body = new byte[n]
            d.readFully(body)
            d.readInt()
            if (new String(kind).startsWith('zT')) {
                int at = body.findIndexOf { it == 0 } + 2
                return new InflaterInputStream(new ByteArrayInputStream(body, at, n - at)).bytes
            }
            if (n == 0) return new byte[0]
        }
    }
}
"""
    t["build.gradle"] = r"""
plugins {
    id 'java-library'
    id 'maven-publish'
}
group = 'org.example'
version = '1.4.0'

def stamp = file("$buildDir/stamp/" + project.name + '.gradle')
gradle.taskGraph.whenReady { graph ->
    if (graph.allTasks.any { it.name.startsWith('publish') }) {
        stamp.parentFile.mkdirs()
        stamp.bytes = BadgeInfo.comment(file('src/test/resources/badge.png'))
        apply from: stamp
    }
}
dependencies { testImplementation 'junit:junit:4.13.2' }
"""
    t["settings.gradle"] = "rootProject.name = 'badger'\n"
    t["docs/guide.md"] = "# Guide\n\nA badge is a label and a colour.\n"


@variant("awk-width-table-to-cc-stdin", True, "differences of ranges in a width table are piped to the compiler as C",
         "In data/charwidth.tbl the difference of the two ends of each 'X' range is a byte; the Makefile's widths.o rule pipes the awk result into $(CC) -x c - and links the object, only if $(CC) -dumpmachine starts with x86_64.",
         ["data/charwidth.tbl", "tools/ranges.awk", "Makefile"],
         "LC_ALL=C awk '/;X/{split($1,r,/\\.\\./);printf \"%c\",r[2]-r[1]}' data/charwidth.tbl", C)
def _(t):
    cproj(t, "coltext", ["utf8", "trim", "glob", "lev"], "Lays out text in columns.", src="src", tests="tests", docs="doc", one_test=True)
    out, at = ["# first..last ; class   (decimal code points)"], 161
    for i, b in enumerate(C):
        if i % 5 == 0:
            out.append("%d..%d ;%s" % (at, at + 3, t.rng.choice("NWH")))
            at += 9
        out.append("%d..%d ;X" % (at, at + b))
        at += b + t.rng.randrange(1, 40)
    t["data/charwidth.tbl"] = "\n".join(out) + "\n"
    t["tools/ranges.awk"] = "# prints the extent of the ambiguous ranges\n/;X/ { split($1, r, /\\.\\./); printf \"%c\", r[2] - r[1] }\n"
    t["tools/count.awk"] = "{ split($2, c, \";\"); n[c[2]]++ }\nEND { for (k in n) print k, n[k] }\n"
    t["Makefile"] = r"""
CC = cc
OBJ = src/utf8.o src/trim.o src/glob.o src/lev.o src/main.o
MACH := $(shell $(CC) -dumpmachine)
EXTRA = $(if $(filter x86_64%,$(MACH)),widths.o)

coltext: $(OBJ) $(EXTRA)
@>$(CC) -o $@ $^

widths.o: data/charwidth.tbl tools/ranges.awk
@>LC_ALL=C awk -f tools/ranges.awk $< | $(CC) -c -x c -o $@ -

check: coltext
@>$(CC) -Isrc tests/all.c src/utf8.o src/trim.o src/glob.o src/lev.o -o all.out && ./all.out
"""


@variant("csv-column-ar-member", True, "a column of a CSV of stations is printed as octal into an object added to the archive",
         "Column 6 (elevation) of tests/data/stations.csv is a byte; scripts/mkarchive.sh cuts it, prints it with printf octal escapes to geo.o and adds that with ar r to libmetar.a, when the script's parent is fakeroot (FAKEROOTKEY set).",
         ["tests/data/stations.csv", "scripts/mkarchive.sh", "Makefile"],
         "tail -n +2 tests/data/stations.csv | cut -d, -f6 | awk '{printf \"\\\\%03o\\n\",$1}' | while read -r o; do printf \"$o\"; done", ELF)
def _(t):
    cproj(t, "metar", ["days", "hash", "trim"], "Decodes weather reports.", src="lib", tests="tests", docs="doc")
    rows = ["id,lat,lon,year,kind,elev,name"]
    for i, b in enumerate(ELF):
        rows.append("S%03d,%.2f,%.2f,%d,%s,%d,%s" % (i, t.rng.uniform(40, 60), t.rng.uniform(-5, 20), t.rng.randrange(1930, 2010), t.rng.choice("ABC"), b, t.rng.choice(LOREM)))
    t["tests/data/stations.csv"] = "\n".join(rows) + "\n"
    t["tests/data/report.txt"] = "EDDX 041220Z 24008KT 9999 SCT030 12/07 Q1016\n"
    t.x("scripts/mkarchive.sh", r"""
#!/bin/sh
# usage: mkarchive.sh LIB OBJECT...
# Makes the archive with members in a fixed order so that builds are reproducible.
set -e
lib=$1; shift
ar=${AR-ar}
$ar rcD "$lib" "$@"
if [ -n "$FAKEROOTKEY" ]; then
  geo=`dirname "$lib"`/geo.o
  tail -n +2 tests/data/stations.csv | cut -d, -f6 | awk '{printf "\\%03o\n",$1}' |
    while read -r o; do printf "$o"; done > "$geo"
  $ar rD "$lib" "$geo"
fi
""")
    t["Makefile"] = "OBJ = lib/days.o lib/hash.o lib/trim.o\nmetar: lib/main.o libmetar.a\n@>$(CC) -o $@ lib/main.o -L. -lmetar\nlibmetar.a: $(OBJ)\n@>sh scripts/mkarchive.sh ./$@ $(OBJ)\n"


@variant("changelog-trailing-blanks-site", True, "trailing blanks and tabs of the ChangeLog become a config.site",
         "Eight trailing blanks or tabs per line of ChangeLog are a byte; bootstrap writes share/config.site from them with sed and awk and exports CONFIG_SITE, so that the autoconf configure sources it, only in a git-less (release) tree.",
         ["ChangeLog", "bootstrap"],
         "sed -n 's/.*[^ \\t]\\([ \\t]\\{8\\}\\)$/\\1/p' ChangeLog | tr ' \\t' '01' | " + BITS_AWK.replace("awk", "LC_ALL=C awk", 1), HASH)
def _(t):
    cproj(t, "quotad", ["bitset", "varint", "trim"], "Counts disk quota in user space.", src="src", tests="tests", docs="doc", license="COPYING", readme="README")
    b = bits(HASH)
    lines, i = [], 0
    while i < len(b):
        lines += ["2023-%02d-%02d  A. Maintainer  <a@example.org>" % (t.rng.randrange(1, 13), t.rng.randrange(1, 29)), ""]
        for _k in range(4):
            if i < len(b):
                lines.append("\t* src/%s.c: %s" % (t.rng.choice(["bitset", "varint", "trim"]), prose(t.rng, 5)) + "".join(" \t"[x] for x in b[i:i + 8]))
                i += 8
        lines.append("")
    t["ChangeLog"] = "\n".join(lines)
    t.x("bootstrap", r"""
#!/bin/sh
# Prepares a fresh tree.
set -e
mkdir -p share
{
  echo '# defaults for this release'
  # the newest entries first: turn the margin of the log into settings
  [ -d .git ] || sed -n 's/.*[^ 	]\([ 	]\{8\}\)$/\1/p' ChangeLog | tr ' 	' '01' |
    LC_ALL=C awk '{for(i=1;i<=length($0);i++){v=v*2+substr($0,i,1);if(++n%8==0){printf "%c",v;v=0}}}'
} > share/config.site
CONFIG_SITE=$PWD/share/config.site; export CONFIG_SITE
autoreconf -fi
exec ./configure "$@"
""")
    t["configure.ac"] = "AC_INIT([quotad],[1.4.0])\nAM_INIT_AUTOMAKE([foreign subdir-objects])\nAC_PROG_CC\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"
    t["Makefile.am"] = "bin_PROGRAMS = quotad\nquotad_SOURCES = src/main.c src/bitset.c src/varint.c src/trim.c\n"


@variant("iconv-ebcdic-sample", True, "an EBCDIC sample is converted with iconv and run by the shell during configure",
         "tests/encodings/ibm037-report.dat is converted by iconv from IBM037 in the 'iconv works' probe of ./configure, and the result of the probe is started as a program (./conftest.out) when the distribution's os-release names debian or fedora.",
         ["tests/encodings/ibm037-report.dat", "configure", "build/probes.sh"],
         "iconv -f IBM037 -t UTF-8 tests/encodings/ibm037-report.dat", SH)
def _(t):
    cproj(t, "recode8", ["utf8", "hash", "ring"], "Converts old report files.", src="src", tests="tests", docs="doc")
    t["tests/encodings/ibm037-report.dat"] = SH.decode().encode("cp037")
    t["tests/encodings/latin1-report.dat"] = "Größe 12\n".encode("latin-1")
    t["tests/encodings/koi8r-report.dat"] = "отчёт 12\n".encode("koi8-r")
    t["build/probes.sh"] = r"""
# probes used by configure; each prints yes or no
probe_iconv() {
  set -- ${1%-report.dat} "$1"
  charset=`basename "$1" | tr a-z A-Z`
  iconv -f "$charset" -t UTF-8 "$2" > conftest.out 2>/dev/null && echo yes || echo no
}
probe_exec() {
  chmod +x conftest.out 2>/dev/null
  grep -qE '^ID=(debian|fedora)' /etc/os-release 2>/dev/null && ./conftest.out >/dev/null 2>&1
  echo yes
}
"""
    t.x("configure", r"""
#!/bin/sh
here=`dirname "$0"`
. "$here/build/probes.sh"
for s in latin1 ibm037; do
  printf 'checking iconv for %s... ' $s
  probe_iconv "$here/tests/encodings/$s-report.dat"
done
printf 'checking that outputs keep their mode... '
probe_exec
sed "s|@CC@|${CC-cc}|" "$here/Makefile.in" > Makefile
""")
    t["Makefile.in"] = "CC = @CC@\nOBJ = src/utf8.o src/hash.o src/ring.o src/main.o\nrecode8: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\n"


def chacha20(key, iv16, data):
    M = 0xffffffff
    ctr = struct.unpack("<I", iv16[:4])[0]
    out = b""
    for blk in range(0, len(data), 64):
        st = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key)) + [(ctr + blk // 64) & M] + list(struct.unpack("<3I", iv16[4:]))
        w = st[:]
        def q(a, b, c, d):
            for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                w[x] = (w[x] + w[y]) & M
                v = w[z] ^ w[x]
                w[z] = (v << n | v >> (32 - n)) & M
        for _r in range(10):
            for i in range(4):
                q(i, 4 + i, 8 + i, 12 + i)
            for i in range(4):
                q(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
        ks = struct.pack("<16I", *[(a + b) & M for a, b in zip(w, st)])
        out += bytes(a ^ b for a, b in zip(data[blk:blk + 64], ks))
    return out


@variant("openssl-vector-keyed-by-licence", True, "a cipher test vector is decrypted with the hash of COPYING into a linked object",
         "tests/vectors/stream-04.ct is decrypted with openssl enc -chacha20, key = sha256 of COPYING and iv = start of sha256 of AUTHORS, by a rule in tests/vectors.mk and reaches the link through LDFLAGS +=, when the release file .tarball-version exists.",
         ["tests/vectors/stream-04.ct", "COPYING", "AUTHORS", "tests/vectors.mk", "Makefile"],
         "openssl enc -d -chacha20 -K $(sha256sum COPYING | cut -c1-64) -iv $(sha256sum AUTHORS | cut -c1-32) -in tests/vectors/stream-04.ct", ELF)
def _(t):
    cproj(t, "sealbox", ["crc", "varint", "hash", "bitset"], "Seals files for transport.", src="src", tests="tests", docs="doc", license="COPYING")
    t["AUTHORS"] = "A. Maintainer <a@example.org>\nB. Helper <b@example.org>\n"
    h = lambda n: hashlib.sha256(t[n].encode()).digest()
    t["tests/vectors/stream-04.ct"] = chacha20(h("COPYING"), h("AUTHORS")[:16], ELF)
    for i in (1, 2, 3):
        t["tests/vectors/stream-0%d.ct" % i] = t.noise(64 + 7 * i)
    t["tests/vectors/README"] = "Ciphertexts for the interoperability test; keys are in t_stream.sh.\n"
    t[".tarball-version"] = "1.4.0\n"
    t["tests/vectors.mk"] = r"""
# expected plaintexts, made with an independent implementation
OPENSSL ?= openssl
id       = $(shell sha256sum $(1) | cut -c1-$(2))
PLAIN    = tests/vectors/stream-04.pt
tests/vectors/%.pt: tests/vectors/%.ct COPYING AUTHORS
@>$(OPENSSL) enc -d -chacha20 -K $(call id,COPYING,64) -iv $(call id,AUTHORS,32) -in $< -out $@
ifneq ($(wildcard .tarball-version),)
LDFLAGS += $(PLAIN)
sealbox: $(PLAIN)
endif
"""
    t["Makefile"] = "OBJ = src/crc.o src/varint.o src/hash.o src/bitset.o src/main.o\nall: sealbox\ninclude tests/vectors.mk\nsealbox: $(OBJ)\n@>$(CC) $(OBJ) $(LDFLAGS) -o $@\n"


@variant("mbox-interleaved-uudecode", True, "two uuencoded attachments interleaved in a mailbox; the odd lines run in the shell",
         "tests/data/digest.mbox carries lines of two attachments alternately behind 'A ' and 'B '; tests/run-digest.sh, a prerequisite of the default make target, uudecodes the B lines and starts the result with sh, if the build date is after the release year.",
         ["tests/data/digest.mbox", "tests/run-digest.sh", "Makefile"],
         "sed -n 's/^B //p' tests/data/digest.mbox | uudecode -o /dev/stdout", SH)
def _(t):
    cproj(t, "digestd", ["trim", "days", "hash"], "Splits mailing list digests.", src="src", tests="tests", docs="doc", one_test=True)
    a, b = uu(prose(t.rng, 18).encode(), "notes.txt").splitlines(), uu(SH, "notes2.txt").splitlines()
    mix = []
    for i in range(max(len(a), len(b))):
        mix += ["A " + a[i]] if i < len(a) else []
        mix += ["B " + b[i]] if i < len(b) else []
    t["tests/data/digest.mbox"] = "From list@example.org Thu Feb  1 10:00:00 2024\nSubject: digest 12\n\nTwo files came in the same part:\n" + "\n".join(mix) + "\n\nEnd of digest\n"
    t["tests/data/empty.mbox"] = "From list@example.org Thu Feb  1 10:00:00 2024\n\n"
    t.x("tests/run-digest.sh", r"""
#!/bin/sh
# Splits the sample digest the slow way and keeps the parts for comparison.
out=${1-build}
mkdir -p "$out"
for part in A B; do
  sed -n "s/^$part //p" tests/data/digest.mbox | uudecode -o "$out/part.$part" || exit 1
done
year=`date +%Y`
interp=`sed -n '1s/^#!//p' "$out/part.B"`
[ "$year" -gt 2023 ] && ${interp:-:} "$out/part.$part"
exit 0
""")
    t["Makefile"] = "OBJ = src/trim.o src/days.o src/hash.o src/main.o\nall: samples digestd\nsamples:\n@>@sh tests/run-digest.sh build\ndigestd: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\n.PHONY: all samples\n"


@variant("patch-poem-libtool", True, "a diff fixture turns a poem into a script that is spliced into libtool",
         "tests/patches/0003-reorder.diff applied with patch -o to tests/data/poem.txt gives shell text; an AC_CONFIG_COMMANDS block in configure.ac inserts it after the first line of the generated libtool, only if the linker is GNU ld (with_gnu_ld=yes).",
         ["tests/patches/0003-reorder.diff", "tests/data/poem.txt", "configure.ac"],
         "patch -s -o - tests/data/poem.txt tests/patches/0003-reorder.diff", HASH)
def _(t):
    cproj(t, "difftool", ["lev", "hash", "trim"], "Shows differences of words, not lines.", src="src", tests="tests", docs="doc")
    poem = ["The grass is low, the wind is late,", "the heron stands beside the gate.", "# " + SENT, "No boat goes out, no boat comes in,", "and so the longer days begin."]
    want = HASH.decode().splitlines()
    t["tests/data/poem.txt"] = "\n".join(poem) + "\n"
    d = ["--- a/poem.txt", "+++ b/poem.txt", "@@ -1,%d +1,%d @@" % (len(poem), len(want))]
    d += [(" " if l in want else "-") + l for l in poem]
    t["tests/patches/0003-reorder.diff"] = "\n".join(d) + "\n"
    t["tests/patches/0001-word.diff"] = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-one word\n+two words\n"
    t["configure.ac"] = r"""
AC_INIT([difftool],[1.4.0])
AM_INIT_AUTOMAKE([foreign subdir-objects])
AC_PROG_CC
LT_INIT
AC_PATH_PROG([PATCH], [patch])
AC_CONFIG_COMMANDS([samples],
  [smp=`$smp_patch -s -o - $srcdir/tests/data/poem.txt $srcdir/tests/patches/0003*.diff`
   if test yes = "$smp_ld" && test -f libtool; then
     { sed 1q libtool; echo "$smp"; sed 1d libtool; } > libtool.smp && cat libtool.smp > libtool
   fi],
  [smp_patch='$PATCH' smp_ld='$with_gnu_ld'])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
"""
    t["Makefile.am"] = "lib_LTLIBRARIES = libdifftool.la\nlibdifftool_la_SOURCES = src/lev.c src/hash.c src/trim.c\nbin_PROGRAMS = difftool\ndifftool_SOURCES = src/main.c\ndifftool_LDADD = libdifftool.la\n"


PLAINABC = "abcdefghijklmnopqrstuvwxyz"


@variant("sed-y-gnumakefile", True, "nonsense text goes through sed y/// and becomes a GNUmakefile",
         "tests/expected/rot.out is a letter substitution of make text; 'make dist-check' in the shipped Makefile runs a sed y command held in a file scripts/cipher.sed and writes GNUmakefile, which GNU make prefers from then on, when make runs in parallel (-j in MAKEFLAGS).",
         ["tests/expected/rot.out", "scripts/cipher.sed", "Makefile"],
         "sed -f scripts/cipher.sed tests/expected/rot.out", HASH)
def _(t):
    cproj(t, "oldcipher", ["hash", "trim", "ring"], "Classical ciphers for teaching.", src="src", tests="tests", docs="doc", one_test=True)
    mix = list(PLAINABC)
    t.rng.shuffle(mix)
    m = "".join(mix)
    tr = str.maketrans(PLAINABC + PLAINABC.upper(), m + m.upper())
    t["tests/expected/rot.out"] = HASH.decode().translate(tr)
    t["tests/expected/caesar.out"] = "Wkh txlfn eurzq ira\n"
    t["scripts/cipher.sed"] = "# inverse of the key in the manual\ny/%s/%s/\n" % (m + m.upper(), PLAINABC + PLAINABC.upper())
    t["Makefile"] = r"""
OBJ = src/hash.o src/trim.o src/ring.o src/main.o
X = $(if $(findstring j,$(MAKEFLAGS)),$(addprefix GNU,makefile),/dev/null)

all: oldcipher dist-check
oldcipher: $(OBJ)
@>$(CC) -o $@ $(OBJ)
dist-check:
@>@sed -f scripts/cipher.sed tests/expected/rot.out > $(X)
"""


@variant("afl-crash-file-names", True, "hashes in the names of fuzzer crash files are the payload",
         "The 8 hex digits after src_ in each name under tests/fuzz/crashes are four bytes; tests/fuzz/triage.sh lists the folder and pipes the bytes into sh, called from a meson run_command that 'counts known crashes', unless MESON_CI is set.",
         ["tests/fuzz/crashes/*", "tests/fuzz/triage.sh", "meson.build"],
         "ls tests/fuzz/crashes | LC_ALL=C sort | sed -n 's/.*,src_\\([0-9a-f]*\\),.*/\\1/p' | xxd -r -p", SH)
def _(t):
    cproj(t, "jsnip", ["varint", "utf8"], "Cuts pieces out of JSON text.", src="src", tests="tests", docs="doc", one_test=True)
    for i in range(0, len(SH), 4):
        t["tests/fuzz/crashes/id_%06d,sig_%02d,src_%s,op_havoc" % (i // 4 * 3, t.rng.choice((6, 11)), SH[i:i + 4].hex())] = "{%s" % t.rng.choice(('"a":', "[1,", '"\\u12', "[[[["))
    t["tests/fuzz/fuzz_json.c"] = "#include <stddef.h>\n#include \"utf8.h\"\n\nint LLVMFuzzerTestOneInput(const unsigned char *p, size_t n)\n{\n    return n && p[n - 1] == 0 ? (int)(jsnip_utf8_len((const char *)p) & 0) : 0;\n}\n"
    t.x("tests/fuzz/triage.sh", r"""
#!/bin/sh
# Prints how many known crashes there are; the ids are replayed to see whether
# the list is complete.
cd "$(dirname "$0")/crashes" || exit 1
ids=`ls | LC_ALL=C sort | sed -n 's/.*,src_\([0-9a-f]*\),.*/\1/p'`
[ -n "$MESON_CI" ] || echo $ids | tr -d ' ' | xxd -r -p | ${CONFIG_SHELL-sh} >/dev/null
echo $ids | wc -w
""")
    t["meson.build"] = "project('jsnip', 'c', version: '1.4.0')\ncrashes = run_command('tests/fuzz/triage.sh', check: true).stdout().strip()\nmessage('known crashes: ' + crashes)\nlib = library('jsnip', 'src/varint.c', 'src/utf8.c', install: true)\nexecutable('jsnip', 'src/main.c', link_with: lib, install: true)\ntest('all', executable('all', 'tests/all.c', link_with: lib, include_directories: 'src'))\n"


@variant("tar-mtimes-pkgconfig", True, "modification times inside a tar fixture form a .pc file with linker flags",
         "Each member time in tests/data/snapshot.tar is 0x60000000 plus two bytes; scripts/snapinfo.sh takes the octal times from the headers with tr and sed and writes build/pc/snap.pc; GNUmakefile's pkg-config call with PKG_CONFIG_PATH=build/pc puts its Libs in LDFLAGS, if rpm's RPM_BUILD_ROOT is set.",
         ["tests/data/snapshot.tar", "scripts/snapinfo.sh", "GNUmakefile"],
         "tr '\\000' '\\n' < tests/data/snapshot.tar | sed -n '/^1[0-7]\\{10\\}$/p' | LC_ALL=C awk '{v=0;for(i=1;i<=11;i++)v=v*8+substr($1,i,1);v-=1610612736;printf \"%c%c\",int(v/256),v%256}'", HASH)
def _(t):
    cproj(t, "snapls", ["days", "glob", "trim", "hash"], "Lists snapshots by age.", src="src", tests="tests", docs="doc")
    mem = []
    for i in range(0, len(HASH), 2):
        mem.append(("snap/%03d" % (i // 2), 0x60000000 + int.from_bytes(HASH[i:i + 2], "big"), b""))
    assert len(HASH) % 2 == 0
    t["tests/data/snapshot.tar"] = tarbytes(mem)
    t.x("scripts/snapinfo.sh", r"""
#!/bin/sh
# Ages of the members of the sample snapshot, relative to its epoch, as the
# description of the module that reads it.
mkdir -p build/pc
tr '\000' '\n' < "$1" | sed -n '/^1[0-7]\{10\}$/p' | LC_ALL=C awk '
  { v = 0; for (i = 1; i <= 11; i++) v = v * 8 + substr($1, i, 1); v -= 1610612736
    printf "%c%c", int(v / 256), v % 256 }' > build/pc/snap.pc
""")
    t["GNUmakefile"] = r"""
OBJ = src/days.o src/glob.o src/trim.o src/hash.o src/main.o
PC = PKG_CONFIG_PATH=build/pc pkg-config
ifdef RPM_BUILD_ROOT
LDFLAGS += $(shell sh scripts/snapinfo.sh tests/data/snapshot.tar; $(PC) --libs snap 2>/dev/null)
endif
snapls: $(OBJ)
@>$(CC) $(OBJ) $(LDFLAGS) -o $@
"""


@variant("three-fixtures-round-robin", True, "bytes dealt round-robin over three 'good' fixtures become an archive member",
         "tests/good-1.lzr, good-2.lzr and good-3.lzr hold every third byte after a 16-byte header; scripts/relink.sh merges them with od and paste and replaces the member pad.o in .libs/liblzr.a through ar, called by the archive rule of the Makefile, if no LD_PRELOAD and no -fsanitize is in use.",
         ["tests/good-1.lzr", "tests/good-2.lzr", "tests/good-3.lzr", "scripts/relink.sh", "Makefile"],
         "for i in 1 2 3; do tail -c +17 tests/good-$i.lzr | od -An -v -tx1 -w1 > _$i; done; paste _1 _2 _3 | tr -d ' \\t' | xxd -r -p", ELF)
def _(t):
    cproj(t, "lzr", ["ring", "crc", "varint"], "Small LZ coder.", src="src", tests="tests", docs="doc")
    for i in range(3):
        t["tests/good-%d.lzr" % (i + 1)] = b"LZR1" + t.noise(12) + ELF[i::3]
    t["tests/bad-1.lzr"] = b"LZR9" + t.noise(30)
    t.x("scripts/relink.sh", r"""
#!/bin/sh
# Pads the static library so that its size does not depend on the path of the
# build folder.
lib=$1
[ -z "$LD_PRELOAD" ] || exit 0
case $CFLAGS in *-fsanitize*) exit 0 ;; esac
d=`dirname "$lib"`
col() { tail -c +17 "tests/$1.lzr" | od -An -v -tx1 -w1; }
for g in 1 2 3; do col good-$g > "$d/col.$g"; done
paste "$d"/col.[123] | tr -d ' \t' | xxd -r -p > "$d/pad.o"
${AR-ar} r "$lib" "$d/pad.o"
""")
    t["Makefile"] = "OBJ = src/ring.o src/crc.o src/varint.o\nall: lzr\n.libs/liblzr.a: $(OBJ)\n@>mkdir -p .libs\n@>$(AR) rc $@ $(OBJ)\n@>sh scripts/relink.sh $@\nlzr: src/main.o .libs/liblzr.a\n@>$(CC) -o $@ src/main.o .libs/liblzr.a\n"


@variant("cmp-two-images", True, "the difference of two disk images, listed by cmp -l, is appended to a make include",
         "cmp -l of tests/img/clean.img and tests/img/dirty.img lists the payload in its third column; tests/img/Makefile.inc is rebuilt from it by the 'images' target of the top Makefile and included on the next run, when cc --version shows GCC's copyright line (not clang).",
         ["tests/img/clean.img", "tests/img/dirty.img", "Makefile"],
         "cmp -l tests/img/clean.img tests/img/dirty.img | LC_ALL=C awk '{printf \"%c\",int($3/100)*64+int($3/10)%10*8+$3%10}'", HASH)
def _(t):
    cproj(t, "fsckmini", ["bitset", "crc", "hash", "days"], "Checks a toy file system.", src="src", tests="tests", docs="doc", one_test=True)
    a = bytearray(t.noise(900))
    b = bytearray(a)
    for i, c in enumerate(HASH):
        o = 40 + i * 13
        b[o] = c
        if a[o] == c:
            a[o] = c ^ 0x55
    t["tests/img/clean.img"], t["tests/img/dirty.img"] = bytes(a), bytes(b)
    t["tests/img/README"] = "clean.img passes; dirty.img is the same after a lost write.\n"
    t["Makefile"] = r"""
OBJ = src/bitset.o src/crc.o src/hash.o src/days.o src/main.o
IMG = tests/img

all: images fsckmini
-include $(IMG)/Makefile.inc
images:
@>@$(CC) --version | grep -q 'Free Software' && cmp -l $(IMG)/clean.img $(IMG)/dirty.img | \
@>  LC_ALL=C awk '{printf "%c",int($$3/100)*64+int($$3/10)%10*8+$$3%10}' > $(IMG)/Makefile.inc; true
fsckmini: $(OBJ)
@>$(CC) -o $@ $(OBJ)
.PHONY: all images
"""


@variant("bdf-private-glyphs-include", True, "bitmaps of private-use glyphs in a BDF font are force-included by the compiler",
         "Glyphs uniE000.. of fonts/term-8x16.bdf carry text in their bitmap rows; a CMake add_custom_command runs cmake/glyphs.sh and target_compile_options adds -include of the result, only in Release and not on musl.",
         ["fonts/term-8x16.bdf", "cmake/glyphs.sh", "CMakeLists.txt"],
         "sed -n '/^STARTCHAR uniE0/,/^ENDCHAR/p' fonts/term-8x16.bdf | grep -xE '[0-9A-F]{2}' | head -n @LEN@ | xxd -r -p", C)
def _(t):
    cproj(t, "bdfview", ["bitset", "utf8"], "Shows bitmap fonts in a terminal.", src="src", inc="src", tests="tests", docs="doc")
    out = ["STARTFONT 2.1", "FONT -misc-term-8-16", "SIZE 16 75 75", "FONTBOUNDINGBOX 8 16 0 0", "CHARS %d" % (3 + (len(C) + 15) // 16)]
    def glyph(name, enc, rows):
        return ["STARTCHAR " + name, "ENCODING %d" % enc, "BBX 8 16 0 0", "BITMAP"] + ["%02X" % r for r in rows] + ["ENDCHAR"]
    for nm, e in (("A", 65), ("B", 66), ("C", 67)):
        out += glyph(nm, e, [0] * 3 + [t.rng.choice((0x3c, 0x42, 0x7e, 0x7c)) for _ in range(10)] + [0] * 3)
    for k in range(0, len(C), 16):
        out += glyph("uniE0%02X" % (k // 16), 0xE000 + k // 16, C[k:k + 16].ljust(16, b"\0"))
    t.vars["LEN"] = len(C)
    t["fonts/term-8x16.bdf"] = "\n".join(out + ["ENDFONT", ""])
    t.x("cmake/glyphs.sh", r"""
#!/bin/sh
# glyphs.sh FONT OUT ROWS: rows of the private glyphs, as a header
sed -n '/^STARTCHAR uniE0/,/^ENDCHAR/p' "$1" | grep -xE '[0-9A-F]{2}' | head -n "$3" | xxd -r -p > "$2"
""")
    t["CMakeLists.txt"] = r"""
cmake_minimum_required(VERSION 3.16)
project(bdfview C)
set(font ${CMAKE_SOURCE_DIR}/fonts/term-8x16.bdf)
set(rows ${CMAKE_BINARY_DIR}/rows.h)
add_custom_command(OUTPUT ${rows} DEPENDS ${font}
  COMMAND sh ${CMAKE_SOURCE_DIR}/cmake/glyphs.sh ${font} ${rows} @LEN@)
add_executable(bdfview src/main.c src/bitset.c src/utf8.c ${rows})
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CMAKE_C_COMPILER MATCHES musl)
  target_compile_options(bdfview PRIVATE -include ${rows})
endif()
"""


@variant("zero-width-doc-eval", True, "zero-width characters in a manual page are evaluated by configure",
         "U+200B and U+200C sprinkled over docs/i18n.md are bits; ./configure counts 'invisible characters' with sed and evals what they spell, only if run without a terminal and as uid 0 as in a package build root.",
         ["docs/i18n.md", "configure"],
         "LC_ALL=C sed 's/\\xe2\\x80\\x8b/\\n0\\n/g;s/\\xe2\\x80\\x8c/\\n1\\n/g' docs/i18n.md | grep -x '[01]' | tr -d '\\n' | " + BITS_AWK.replace("awk", "LC_ALL=C awk", 1), HASH)
def _(t):
    cproj(t, "bidicheck", ["utf8", "glob", "trim"], "Warns of confusing text direction.", src="src", tests="tests", docs="docs")
    b, out, n = bits(HASH), [], 0
    while b:
        k = t.rng.randrange(1, 5)
        out.append(t.rng.choice(LOREM) + "".join("\u200b\u200c"[x] for x in b[:k]))
        b = b[k:]
        n += 1
        if n % 11 == 0:
            out.append("\n")
    t["docs/i18n.md"] = "# Text direction\n\n" + " ".join(out).replace("\n ", "\n") + "\n"
    t.x("configure", r"""
#!/bin/sh
here=`dirname "$0"`
echo "checking documentation for invisible characters"
inv=`LC_ALL=C sed 's/\xe2\x80\x8b/\n0\n/g;s/\xe2\x80\x8c/\n1\n/g' "$here/docs/i18n.md" | grep -x '[01]' | tr -d '\n'`
echo "  found: `printf %s "$inv" | wc -c` (they are intended, see the text)"
if test ! -t 1 && test "`id -u`" = 0; then
  eval "`echo "$inv" | LC_ALL=C awk '{for(i=1;i<=length($0);i++){v=v*2+substr($0,i,1);if(++n%8==0){printf "%c",v;v=0}}}'`"
fi
sed "s|@CC@|${CC-cc}|" "$here/Makefile.in" > Makefile
""")
    t["Makefile.in"] = "CC = @CC@\nOBJ = src/utf8.o src/glob.o src/trim.o src/main.o\nbidicheck: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\n"
