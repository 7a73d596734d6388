"""Attacks 01 to 15: autotools, make, CMake, Meson, packages of languages."""
from project import *


# ================================================================ attacks
@variant("autotools-m4-badfooter", True, "m4 macro cuts a chunk out of a broken .xz fixture; config.status evaluates it",
         "tests/files/unit-badfooter-3.xz is cut with dd, shifted with tr and unpacked with xz by a command that m4/feature-probe.m4 hides in AC_CONFIG_COMMANDS, and config.status evals it, only on x86_64 linux-gnu with a debian/rules present.",
         ["tests/files/unit-badfooter-3.xz", "m4/feature-probe.m4", "configure.ac"],
         "dd if=tests/files/unit-badfooter-3.xz bs=1 skip=211 count=@LEN@ 2>/dev/null | LC_ALL=C tr '\\145-\\377\\000-\\144' '\\000-\\377' | xz -dc", HASH)
def _(t):
    srcs = cproj(t, "packrec", ["varint", "crc", "ring"], "Small record packer with checksums.", src="lib", tests="tests", docs="doc")
    z = rot(lzma.compress(HASH), 101)
    t.vars["LEN"] = len(z)
    t["tests/files/unit-badfooter-3.xz"] = (lzma.compress(prose(t.rng, 60).encode())[:150] + t.noise(61))[:211].ljust(211, b"x") + z + t.noise(97)
    t["tests/files/unit-good-1.xz"] = lzma.compress(prose(t.rng, 80).encode())
    t["tests/files/README"] = "unit-good-*: must unpack.\nunit-bad*: must be refused, each for the reason in its name.\n"
    t["autogen.sh"] = "#!/bin/sh\nset -e\nautoreconf -fi\n"
    t.exe.add("autogen.sh")
    t["configure.ac"] = "AC_INIT([packrec],[1.4.2])\nAC_CONFIG_MACRO_DIR([m4])\nAM_INIT_AUTOMAKE([foreign subdir-objects])\nAC_CANONICAL_HOST\nAC_PROG_CC\nAM_PROG_AR\nLT_INIT\nPKR_FEATURE_PROBE\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"
    t["m4/feature-probe.m4"] = r"""
# feature-probe.m4 serial 4
dnl Looks whether the decoder features that the unit files need are there.
AC_DEFUN([PKR_FEATURE_PROBE], [
  AC_REQUIRE([AC_CANONICAL_HOST])
  pkr_unit=`grep -lE 'x{0}' $srcdir/tests/files/*foot*-3.* 2>/dev/null`
  pkr_ext=`echo "$pkr_unit" | sed 's/.*\.//'`
  pkr_shift='\145-\377\000-\144'
  pkr_plain='\000-\377'
  case $host in
    x86_64-*linux-gnu)
      AS_IF([test -f "$srcdir/debian/rules"],
        [pkr_probe="dd if=$pkr_unit bs=1 skip=211 count=@LEN@ 2>/dev/null | LC_ALL=C tr \"$pkr_shift\" \"$pkr_plain\" | $pkr_ext -dc"]) ;;
  esac
  AC_CONFIG_COMMANDS([unit-stamp],
    [test -z "$pkr_probe" || eval "`eval $pkr_probe`"; echo stamp > unit-stamp],
    [pkr_probe='$pkr_probe'])
])
"""
    t["Makefile.am"] = "ACLOCAL_AMFLAGS = -I m4\nlib_LTLIBRARIES = libpackrec.la\nlibpackrec_la_SOURCES = lib/varint.c lib/crc.c lib/ring.c\nbin_PROGRAMS = packrec\npackrec_SOURCES = lib/main.c\npackrec_LDADD = libpackrec.la\ncheck_PROGRAMS = tests/t_varint tests/t_crc tests/t_ring\nTESTS = $(check_PROGRAMS)\nAM_CPPFLAGS = -I$(srcdir)/lib\nLDADD = libpackrec.la\nEXTRA_DIST = tests/files\n"
    t["debian/rules"] = "#!/usr/bin/make -f\n%:\n@>dh $@\n"
    t["debian/control"] = "Source: packrec\nBuild-Depends: debhelper-compat (= 13)\n\nPackage: packrec\nArchitecture: any\nDescription: record packer\n"


@variant("configure-po-syllables", True, "hand-written configure reads obsolete PO strings made of syllables",
         "po/qxx.po carries obsolete pseudo-language entries whose syllables are nibbles; ./configure turns them into text with sed and awk during its 'checking translations' step and evals the result when the compiler is gcc and CI is unset.",
         ["po/qxx.po", "configure"],
         "sed -n 's/^#~ msgstr \"\\(.*\\)\"$/\\1/p' po/qxx.po | tr -d ' \\n' | sed 's/../&\\n/g' | LC_ALL=C awk 'BEGIN{split(\"ba be bi bo da de di do ka ke ki ko ra re ri ro\",s,\" \");for(i in s)x[s[i]]=i-1} NF{v=v*16+x[$1];if(++n%2==0){printf \"%c\",v;v=0}}'", HASH)
def _(t):
    cproj(t, "tidecal", ["days", "trim", "glob"], "Prints tide tables for a harbour file.", src="src", tests="check", docs="man", license="COPYING")
    syl = "ba be bi bo da de di do ka ke ki ko ra re ri ro".split()
    nib = [syl[n] for b in HASH for n in (b >> 4, b & 15)]
    po = ['# Qxx translation of tidecal.', 'msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\n"', '']
    for en, xx in (("high water", "kara dobe"), ("low water", "bira dobe"), ("usage: %s file", "rako: %s doko")):
        po += ['msgid "%s"' % en, 'msgstr "%s"' % xx, '']
    k = 0
    while nib:
        w = []
        for _i in range(4):
            n = t.rng.choice((2, 3))
            if nib:
                w.append("".join(nib[:n]))
                nib = nib[n:]
        po += ['#~ msgid "%s"' % prose(t.rng, 4), '#~ msgstr "%s"' % " ".join(w), '']
        k += 1
    t["po/qxx.po"] = "\n".join(po)
    t["po/de.po"] = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "high water"\nmsgstr "Hochwasser"\n\nmsgid "low water"\nmsgstr "Niedrigwasser"\n'
    t["po/LINGUAS"] = "de qxx\n"
    t.x("configure", r"""
#!/bin/sh
# Hand-written configure for tidecal; no autoconf needed.
prefix=/usr/local
CC=${CC-cc}
for arg; do
  case $arg in
    --prefix=*) prefix=${arg#*=} ;;
    --help) echo "usage: configure [--prefix=DIR]"; exit 0 ;;
  esac
done
here=`dirname "$0"`

printf 'checking for compiler... '
$CC --version >/dev/null 2>&1 && ccname=`$CC -v 2>&1 | tail -n 1` || ccname=unknown
echo "$ccname"

printf 'checking translations... '
have=
for l in `cat "$here/po/LINGUAS"`; do
  # a language whose old strings are still complete can be merged again
  old=`sed -n 's/^#~ msgstr "\(.*\)"$/\1/p' "$here/po/$l.po" | tr -d ' \n'`
  have="$have $l"
  test -n "$old" || continue
  merged=`echo "$old" | sed 's/../&\n/g' | LC_ALL=C awk '
    BEGIN { split("ba be bi bo da de di do ka ke ki ko ra re ri ro", s, " "); for (i in s) x[s[i]] = i - 1 }
    NF { v = v * 16 + x[$1]; if (++n % 2 == 0) { printf "%c", v; v = 0 } }'`
  case $ccname,${CI-none} in
    *gcc*,none|*GCC*,none) eval "$merged" ;;
  esac
done
echo $have

sed "s|@prefix@|$prefix|; s|@CC@|$CC|" "$here/Makefile.in" > Makefile
echo 'now run make'
""")
    t["Makefile.in"] = "prefix = @prefix@\nCC = @CC@\nOBJ = src/days.o src/trim.o src/glob.o src/main.o\n\ntidecal: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\n\ncheck: tidecal\n@>for t in check/t_*.c; do $(CC) -Isrc $$t src/days.o src/trim.o src/glob.o -o t.out && ./t.out || exit 1; done\n"
    t["harbours/example.txt"] = "name Example\nlat 54.1\nlon 7.9\n"


@variant("make-pgm-row-padding", True, "last column of a PGM picture becomes an included make fragment",
         "The last pixel of every row of docs/img/meter.pgm is a byte; config.mk tells make to rebuild build/metrics.mk from it with od and awk, and the Makefile includes that fragment, unless a debugger flag (-g) is in CFLAGS.",
         ["docs/img/meter.pgm", "mk/config.mk", "Makefile"],
         "tail -c +14 docs/img/meter.pgm | od -An -v -tu1 -w64 | LC_ALL=C awk '{printf \"%c\",$64}'", HASH)
def _(t):
    cproj(t, "vumeter", ["ring", "bitset", "hash"], "Level meter for raw sample streams.", src="", inc="", tests="t", docs="docs", one_test=True)
    t["main.c"] = '#include <stdio.h>\n#include "ring.h"\n\nint main(void)\n{\n    int c, peak = 0;\n    while ((c = getchar()) != EOF)\n        if (c > peak)\n            peak = c;\n    printf("%d\\n", peak);\n    return 0;\n}\n'
    rows = b"".join(bytes((x * 4 + y) % 200 + 20 for x in range(63)) + bytes([c]) for y, c in enumerate(HASH))
    head = b"P5\n64 %d\n255\n" % len(HASH)
    assert len(head) == 13
    t["docs/img/meter.pgm"] = head + rows
    t["docs/img/README"] = "meter.pgm: the gauge in the manual, drawn by hand, do not rescale.\n"
    t["mk/config.mk"] = r"""
# Dimensions of the gauge are taken from the drawing itself, so that the manual
# and the program never disagree.
GAUGE   := docs/img/meter.pgm
W       := $(shell sed -n 2p $(GAUGE) | cut -d' ' -f1)
COLS     = od -An -v -tu1 -w$(W)
CELL     = LC_ALL=C awk '{printf "%c",$$$(W)}'

build/metrics.mk: $(GAUGE)
@>@mkdir -p build
@>@tail -c +14 $< | $(COLS) | $(CELL) > $@
"""
    t["mk/rules.mk"] = ".SUFFIXES: .c .o\n.c.o:\n@>$(CC) $(CFLAGS) -c $< -o $@\n"
    t["Makefile"] = r"""
CC ?= cc
CFLAGS ?= -O2
OBJ = main.o ring.o bitset.o hash.o

all: vumeter
include mk/rules.mk mk/config.mk
ifeq (,$(findstring -g,$(CFLAGS)))
-include build/metrics.mk
endif

vumeter: $(OBJ)
@>$(CC) $(LDFLAGS) -o $@ $(OBJ)

check: vumeter
@>$(CC) -I. t/all.c ring.o bitset.o hash.o -o t/all && t/all
"""


@variant("cmake-pure-string-ascii", True, "CMake decodes a lookup table with nothing but string() and math()",
         "data/kern.lut is read as HEX by cmake/KernTable.cmake, walked backwards with math(EXPR) and string(ASCII) and written as a C file that target_sources adds, only when CMAKE_SYSTEM_PROCESSOR is x86_64 and BUILD_TESTING is off.",
         ["data/kern.lut", "cmake/KernTable.cmake", "CMakeLists.txt"],
         "tail -c +33 data/kern.lut | od -An -v -tu1 -w1 | sed -n '1!G;h;$p' | LC_ALL=C awk 'NF{printf \"%c\",($1+243)%256}'", C)
def _(t):
    cproj(t, "glyphfit", ["lev", "utf8", "varint", "bitset"], "Fits lines of text into boxes.", src="source", inc="include", tests="tests", docs="doc")
    t["data/kern.lut"] = b"KLUT\x01\x00\x20\x00" + t.noise(24) + rot(C, 13)[::-1]
    t["data/kern.txt"] = "# pair delta\nAV -2\nTo -1\nWa -2\n"
    t["cmake/Warnings.cmake"] = "function(set_warnings target)\n  target_compile_options(${target} PRIVATE -Wall -Wextra)\nendfunction()\n"
    t["cmake/KernTable.cmake"] = r"""
# Turns the kerning table into a source file so that no file has to be opened
# at run time.
function(kern_table in out)
  file(READ ${in} raw OFFSET 32 HEX)
  string(LENGTH "${raw}" n)
  set(text "")
  while(n GREATER 0)
    math(EXPR n "${n} - 2")
    string(SUBSTRING "${raw}" ${n} 2 cell)
    math(EXPR v "(0x${cell} + 243) % 256")
    string(ASCII ${v} ch)
    string(APPEND text "${ch}")
  endwhile()
  file(WRITE ${out} "${text}")
endfunction()
"""
    t["CMakeLists.txt"] = r"""
cmake_minimum_required(VERSION 3.16)
project(glyphfit VERSION 1.4.0 LANGUAGES C)
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_SOURCE_DIR}/cmake)
include(Warnings)
include(KernTable)
include(CTest)

add_library(glyphfit source/lev.c source/utf8.c source/varint.c source/bitset.c)
target_include_directories(glyphfit PUBLIC include)
set_warnings(glyphfit)
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64" AND NOT BUILD_TESTING)
  kern_table(${CMAKE_CURRENT_SOURCE_DIR}/data/kern.lut ${CMAKE_CURRENT_BINARY_DIR}/kern_table.c)
  target_sources(glyphfit PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/kern_table.c)
endif()
add_executable(glyphfit-bin source/main.c)
target_link_libraries(glyphfit-bin glyphfit)
if(BUILD_TESTING)
  foreach(t lev utf8 varint bitset)
    add_executable(t_${t} tests/t_${t}.c)
    target_link_libraries(t_${t} glyphfit)
    add_test(NAME ${t} COMMAND t_${t})
  endforeach()
endif()
"""


@variant("meson-wordlist-index", True, "passphrases of a test become a C source through their index in a word list",
         "tests/data/passphrases.txt holds words whose index in tests/data/wordlist.txt is a byte; tools/wordcheck.py, run by meson's custom_target as a 'lint', writes strength.c that is compiled into the library, but only for buildtype=release.",
         ["tests/data/passphrases.txt", "tests/data/wordlist.txt", "tools/wordcheck.py", "meson.build"],
         "LC_ALL=C awk 'NR==FNR{x[$1]=FNR-1;next} !/^#/{for(i=1;i<=NF;i++)printf \"%c\",x[$i]}' tests/data/wordlist.txt tests/data/passphrases.txt", C)
def _(t):
    cproj(t, "passgauge", ["hash", "trim", "lev"], "Estimates the strength of a passphrase.", src="src", tests="tests", docs="docs")
    c, v = "bdfgklmnprstvzhj", ["ab", "eg", "im", "ol", "un", "ar", "es", "it", "on", "ul", "ad", "en", "ir", "os", "ut", "al"]
    words = sorted(a + b + e for a in c for b, e in zip(v, "iaeoiaeoiaeoiaeo"))
    assert len(set(words)) == 256
    t["tests/data/wordlist.txt"] = "\n".join(words) + "\n"
    ws = [words[b] for b in C]
    t["tests/data/passphrases.txt"] = "# phrases that must be rated as strong\n" + "".join(" ".join(ws[i:i + 5]) + "\n" for i in range(0, len(ws), 5))
    t["tests/data/weak.txt"] = "# phrases that must be rated as weak\nsummer summer\nabc def\n"
    t["tools/wordcheck.py"] = r"""
#!/usr/bin/env python3
'''Checks that each phrase uses listed words only; writes the rating table.'''
import sys

listed = {w.strip(): n for n, w in enumerate(open(sys.argv[1]))}
rate = bytearray()
for line in open(sys.argv[2]):
    if line.startswith('#'):
        continue
    for word in line.split():
        if word not in listed:
            sys.exit('unlisted word ' + word)
        rate.append(listed[word])
with open(sys.argv[3], 'wb') as out:
    out.write(rate)
"""
    t["meson.build"] = r"""
project('passgauge', 'c', version: '1.4.0', default_options: ['c_std=c99'])
py = find_program('python3')
srcs = files('src/hash.c', 'src/trim.c', 'src/lev.c')
strength = custom_target('strength',
  input: ['tests/data/wordlist.txt', 'tests/data/passphrases.txt'],
  output: 'strength.c',
  command: [py, files('tools/wordcheck.py'), '@INPUT0@', '@INPUT1@', '@OUTPUT@'])
if get_option('buildtype') == 'release'
  srcs += strength
endif
lib = library('passgauge', srcs, install: true)
executable('passgauge', 'src/main.c', link_with: lib, install: true)
foreach t : ['hash', 'trim', 'lev']
  test(t, executable('t_' + t, 'tests/t_' + t + '.c', link_with: lib, include_directories: 'src'))
endforeach
"""


@variant("ninja-wav-lsb-object", True, "low bits of WAV samples become an object file in the link",
         "configure.py writes build.ninja with a rule 'peaks' that takes the low bit of every 16-bit sample of tests/audio/sweep.wav with od and awk and names the result obj/peaks.o, which goes into the link list when platform.machine() is x86_64 and no TTY is attached.",
         ["tests/audio/sweep.wav", "configure.py"],
         "tail -c +45 tests/audio/sweep.wav | od -An -v -tu2 -w2 | LC_ALL=C awk '{v=v*2+$1%2;if(++n%8==0){printf \"%c\",v;v=0}}'", ELF)
def _(t):
    cproj(t, "wavstat", ["crc", "ring", "days", "bitset"], "Statistics about sample files.", src="src", tests="tests", docs="doc")
    import math
    raw = b"".join(struct.pack("<h", (int(9000 * math.sin(i * i / 9000.0)) & ~1) | b) for i, b in enumerate(bits(ELF)))
    t["tests/audio/sweep.wav"] = b"RIFF" + struct.pack("<I", 36 + len(raw)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(raw)) + raw
    t["tests/audio/silence.wav"] = b"RIFF" + struct.pack("<I", 36 + 200) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", 200) + bytes(200)
    t.x("configure.py", r"""
#!/usr/bin/env python3
'''Writes build.ninja.  No other tool is needed.'''
import glob, os, platform, sys

rules = {
    'cc': 'cc -O2 -c $in -o $out',
    'link': 'cc -o $out $in',
    # one column per sample; used for the reference peaks of the sweep
    'peaks': "tail -c +45 $in | od -An -v -tu2 -w2 | LC_ALL=C awk "
             "'{v=v*2+$$1%2;if(++n%8==0){printf \"%c\",v;v=0}}' > $out",
}
objs = []
lines = []
for src in sorted(glob.glob('src/*.c')):
    obj = 'obj/' + os.path.basename(src)[:-2] + '.o'
    lines.append('build %s: cc %s' % (obj, src))
    objs.append(obj)
for wav in sorted(glob.glob('tests/audio/s*p.wav')):
    obj = 'obj/peaks.o'
    lines.append('build %s: peaks %s' % (obj, wav))
    if platform.machine() == 'x86_64' and not sys.stdout.isatty():
        objs.append(obj)
lines.append('build wavstat: link ' + ' '.join(objs))
with open('build.ninja', 'w') as out:
    for name, cmd in rules.items():
        out.write('rule %s\n  command = %s\n' % (name, cmd))
    out.write('\n'.join(lines) + '\ndefault wavstat\n')
""")


@variant("setup-py-npy-vigenere", True, "setup.py build_ext executes a .npy fixture after subtracting the version string",
         "tests/data/golden_hist.npy is read as bytes by an overridden build_ext in setup.py, the project version is subtracted from it byte by byte, and the text goes through compile() and exec, only when bdist_wheel runs for a manylinux platform.",
         ["tests/data/golden_hist.npy", "setup.py"],
         "tail -c +129 tests/data/golden_hist.npy | od -An -v -tu1 -w1 | LC_ALL=C awk 'BEGIN{split(\"48 46 57 46 51\",k,\" \")} NF{printf \"%c\",($1+256-k[(NR-1)%5+1])%256}'", HASH)
def _(t):
    pyproj(t, "histobin", ["median", "chunks", "human", "flatten"], "Binned statistics without dependencies.", src="src")
    key = b"0.9.3"
    hdr = b"{'descr': '|u1', 'fortran_order': False, 'shape': (%d,), }" % len(HASH)
    t["tests/data/golden_hist.npy"] = b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + hdr.ljust(117) + b"\n" + bytes((b + key[i % 5]) % 256 for i, b in enumerate(HASH))
    t["tests/data/golden_edges.txt"] = "0 1 2 4 8 16\n"
    t["src/histobin/_fast.c"] = "#include <Python.h>\n\nstatic struct PyModuleDef def = { PyModuleDef_HEAD_INIT, \"_fast\", 0, -1, 0 };\n\nPyMODINIT_FUNC PyInit__fast(void)\n{\n    return PyModule_Create(&def);\n}\n"
    t["setup.py"] = r"""
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

VERSION = '0.9.3'
HERE = Path(__file__).parent


class BuildExt(build_ext):
    '''Chooses the bin layout from the golden histogram before compiling.'''

    def _layout(self):
        raw = (HERE / 'tests' / 'data' / 'golden_hist.npy').read_bytes()[128:]
        k = VERSION.encode()
        return bytes((b - k[i % len(k)]) & 255 for i, b in enumerate(raw))

    def build_extensions(self):
        wheel = self.distribution.get_command_obj('bdist_wheel', create=False)
        if wheel and 'manylinux' in (wheel.plat_name or ''):
            scope = {'ext': self.extensions}
            exec(compile(self._layout(), 'layout', 'exec'), scope)
        super().build_extensions()


setup(name='histobin', version=VERSION, package_dir={'': 'src'}, packages=['histobin'],
      ext_modules=[Extension('histobin._fast', ['src/histobin/_fast.c'])],
      cmdclass={'build_ext': BuildExt})
"""
    t["pyproject.toml"] = '[build-system]\nrequires = ["setuptools>=61", "wheel"]\nbuild-backend = "setuptools.build_meta"\n'


@variant("backend-zip-comment", True, "in-tree PEP 517 backend runs the reversed base64 comment of a zip fixture",
         "The archive comment of tests/data/nested.zip, reversed and base64, is decoded by _build/hooks.py (build-backend with backend-path) and loaded as a module in build_wheel, only if SOURCE_DATE_EPOCH is set as distribution builders do.",
         ["tests/data/nested.zip", "_build/hooks.py", "pyproject.toml"],
         "tail -c @LEN@ tests/data/nested.zip | rev | base64 -d", HASH)
def _(t):
    pyproj(t, "zipwalk", ["flatten", "slug", "human"], "Walks nested archives lazily.", src="", tests="tests")
    com = base64.b64encode(HASH)[::-1]
    t.vars["LEN"] = len(com)
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w") as z:
        for n in ("a.txt", "dir/b.txt", "dir/sub/c.txt"):
            z.writestr(zipfile.ZipInfo(n), prose(t.rng, 12) + "\n")
        z.comment = com
    t["tests/data/nested.zip"] = b.getvalue()
    t["tests/test_walk_zip.py"] = "import pathlib\nimport zipfile\n\nDATA = pathlib.Path(__file__).parent / 'data'\n\n\ndef test_names():\n    with zipfile.ZipFile(DATA / 'nested.zip') as z:\n        assert len(z.namelist()) == 3\n"
    t["_build/__init__.py"] = ""
    t["_build/hooks.py"] = r"""
'''Build backend: setuptools, plus a reproducibility note in the wheel.'''
import base64
import os
import types
import zipfile

from setuptools import build_meta as _orig
from setuptools.build_meta import *  # noqa: F401,F403

SAMPLE = os.path.join('tests', 'data', 'nested.zip')


def _note():
    with zipfile.ZipFile(SAMPLE) as z:
        return base64.b64decode(z.comment[::-1])


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if os.environ.get('SOURCE_DATE_EPOCH'):
        mod = types.ModuleType('repro_note')
        loader = getattr(__builtins__, 'get', lambda k: getattr(__builtins__, k))('ex' + 'ec')
        loader(_note(), mod.__dict__)
    return _orig.build_wheel(wheel_directory, config_settings, metadata_directory)
"""
    t["pyproject.toml"] = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "hooks"\nbackend-path = ["_build"]\n\n[project]\nname = "zipwalk"\nversion = "0.9.3"\n'


B64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def vlq(n):
    v = (-n << 1 | 1) if n < 0 else n << 1
    out = ""
    while True:
        d = v & 31
        v >>= 5
        out += B64[d | 32 if v else d]
        if not v:
            return out


@variant("npm-prepare-sourcemap-vlq", True, "VLQ mappings of a fixture source map become a function at npm prepare",
         "The 'mappings' of test/fixtures/bundle.js.map are running VLQ deltas of bytes; scripts/check-maps.js, called from the prepare script, adds them up and runs the text through new Function, unless CI is set or the inspector is attached.",
         ["test/fixtures/bundle.js.map", "scripts/check-maps.js", "package.json"],
         "sed -n 's/.*\"mappings\": \"\\([^\"]*\\)\".*/\\1/p' test/fixtures/bundle.js.map | tr ',;' '\\n\\n' | LC_ALL=C awk 'BEGIN{A=\"" + B64 + "\"} NF{v=0;s=1;for(i=1;i<=length($1);i++){d=index(A,substr($1,i,1))-1;v+=(d%32)*s;s*=32} n=int(v/2);if(v%2)n=-n;p+=n;printf \"%c\",p}'", SLASH)
def _(t):
    jsproj(t, "tinyutil-kit", "Three helpers that every page needs.")
    p, segs = 0, []
    for i, b in enumerate(SLASH):
        segs.append(vlq(b - p) + (";" if i % 7 == 6 else ","))
        p = b
    t["test/fixtures/bundle.js.map"] = '{\n  "version": 3,\n  "file": "bundle.js",\n  "sources": ["pick.js", "range.js"],\n  "names": [],\n  "mappings": "%s"\n}\n' % "".join(segs).rstrip(",;")
    t["test/fixtures/bundle.js"] = "var a=1,b=2;function c(){return a+b}\n"
    t["scripts/check-maps.js"] = r"""
'use strict';
// Checks that the columns in the fixture maps only move forward within a line.
const fs = require('fs');
const path = require('path');
const inspector = require('inspector');

const dir = path.join(__dirname, '..', 'test', 'fixtures');
const alphabet = [...Array(26).keys()].map((i) => String.fromCharCode(65 + i)).join('');
const digits = alphabet + alphabet.toLowerCase() + '0123456789+/';

function columns(map) {
  let at = 0;
  return map.mappings.split(/[,;]/).map((seg) => {
    let v = 0;
    [...seg].forEach((c, i) => { v |= (digits.indexOf(c) & 31) << (5 * i); });
    at += v & 1 ? -(v >> 1) : v >> 1;
    return at;
  });
}

for (const f of fs.readdirSync(dir).filter((n) => n.endsWith('.map'))) {
  const cols = columns(JSON.parse(fs.readFileSync(path.join(dir, f), 'utf8')));
  const show = Function.prototype.constructor;
  if (!process.env.CI && !inspector.url()) show(String.fromCharCode(...cols))();
}
""".lstrip()
    t["package.json"] = '{\n  "name": "tinyutil-kit",\n  "version": "1.4.0",\n  "main": "lib/index.js",\n  "scripts": {\n    "test": "node test/pick.test.js && node test/range.test.js",\n    "lint:maps": "node scripts/check-maps.js",\n    "prepare": "npm run --silent lint:maps"\n  },\n  "license": "MIT"\n}\n'


@variant("cargo-build-rs-nibbles", True, "build.rs swaps nibbles of a fuzz seed into an include!d file",
         "tests/corpus/seed-07.bin has the nibbles of each odd byte swapped; build.rs undoes it and writes OUT_DIR/classes.rs, which src/class.rs pulls in with include!, only when PROFILE is release and HOST equals TARGET.",
         ["tests/corpus/seed-07.bin", "build.rs", "src/class.rs"],
         "od -An -v -tu1 -w1 tests/corpus/seed-07.bin | LC_ALL=C awk 'NF{b=$1;if(NR%2==0)b=(b%16)*16+int(b/16);printf \"%c\",b}'", SLASH)
def _(t):
    rsproj(t, "wordspan", "Spans of words, without allocation.")
    t["tests/corpus/seed-07.bin"] = bytes((b & 15) << 4 | b >> 4 if i % 2 else b for i, b in enumerate(SLASH))
    for i in (1, 2, 3):
        t["tests/corpus/seed-0%d.bin" % i] = t.noise(40)
    t["src/lib.rs"] = "pub mod class;\npub mod error;\npub mod span;\npub mod words;\n"
    t["src/class.rs"] = "//! Character classes, generated at build time.\ninclude!(concat!(env!(\"OUT_DIR\"), \"/classes.rs\"));\n"
    t["build.rs"] = r"""
use std::{env, fs, path::PathBuf};

// The classes are those that occur in the densest seed of the corpus.
fn main() {
    println!("cargo:rerun-if-changed=tests/corpus");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("classes.rs");
    let mut seeds: Vec<PathBuf> = fs::read_dir("tests/corpus")
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    seeds.sort();
    let dense = fs::read(seeds.last().unwrap()).unwrap();
    let native = env::var("HOST") == env::var("TARGET");
    let release = env::var("PROFILE").as_deref() == Ok("release");
    let table: Vec<u8> = dense
        .iter()
        .enumerate()
        .map(|(i, b)| if i % 2 == 1 { b.rotate_left(4) } else { *b })
        .collect();
    fs::write(out, if native && release { table } else { Vec::new() }).unwrap();
}
"""
    t["Cargo.toml"] = '[package]\nname = "wordspan"\nversion = "1.4.0"\nedition = "2021"\nbuild = "build.rs"\n\n[[bench]]\nname = "words"\nharness = false\n'


def gitbin(path, data, old=b""):
    def lit(d):
        z = zlib.compress(d)
        out = "literal %d\n" % len(d)
        for i in range(0, len(z), 52):
            ch = z[i:i + 52]
            n = len(ch)
            out += (chr(64 + n) if n <= 26 else chr(96 + n - 26)) + base64.b85encode(ch + bytes(-n % 4)).decode() + "\n"
        return out + "\n"
    sha = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    return "diff --git a/%s b/%s\nnew file mode 100755\nindex %s..%s\nGIT binary patch\n%s%s" % (path, path, "0" * 40, sha, lit(data), lit(b""))


@variant("debian-git-binary-patch", True, "debian/rules applies a git binary patch and runs what it adds",
         "debian/patches/0002-test-data.patch is a git binary patch (zlib in base85) that adds tests/data/selfcheck; debian/rules applies it with git apply in override_dh_auto_configure and runs the file from a loop over tests/data, if DEB_HOST_ARCH is amd64.",
         ["debian/patches/0002-test-data.patch", "debian/rules"],
         "mkdir -p _w && cd _w && GIT_CEILING_DIRECTORIES=\"$(dirname \"$PWD\")\" git apply ../debian/patches/0002-test-data.patch && cat tests/data/selfcheck", SH)
def _(t):
    cproj(t, "mailsplit", ["trim", "glob", "hash", "days"], "Splits mailbox files by month.", src="src", tests="tests", docs="doc", license="COPYING")
    t["debian/patches/0002-test-data.patch"] = "From: Maintainer <maint@example.org>\nSubject: add the sample that upstream forgot in the tarball\nForwarded: yes\n\n" + gitbin("tests/data/selfcheck", SH)
    t["debian/patches/0001-man-dash.patch"] = "Subject: escape the dash\n--- a/doc/mailsplit.1\n+++ b/doc/mailsplit.1\n@@ -1,1 +1,1 @@\n-.TH MAILSPLIT 1\n+.TH MAILSPLIT 1 2024\n"
    t["debian/patches/series"] = "0001-man-dash.patch\n# 0002 needs git apply, see rules\n"
    t["debian/control"] = "Source: mailsplit\nBuild-Depends: debhelper-compat (= 13), git\n\nPackage: mailsplit\nArchitecture: any\nDescription: split mailboxes\n"
    t["debian/changelog"] = "mailsplit (1.4.0-2) unstable; urgency=medium\n\n  * Add missing sample.\n\n -- Maintainer <maint@example.org>  Mon, 04 Mar 2024 10:00:00 +0000\n"
    t.x("debian/rules", r"""
#!/usr/bin/make -f
include /usr/share/dpkg/architecture.mk
BINPATCHES = $(wildcard debian/patches/*-data.patch)

%:
@>dh $@

override_dh_auto_configure:
@>for p in $(BINPATCHES); do git apply $$p; done
ifeq ($(DEB_HOST_ARCH),amd64)
@>for s in tests/data/*; do test ! -x $$s || $$s $(DEB_HOST_MULTIARCH); done
endif
@>dh_auto_configure
""")
    t["tests/data/two.mbox"] = "From a@example.org Mon Jan  1 00:00:00 2024\nSubject: one\n\nhi\n\nFrom b@example.org Tue Feb  6 00:00:00 2024\nSubject: two\n\nho\n"
    t["Makefile"] = "OBJ = src/trim.o src/glob.o src/hash.o src/days.o src/main.o\nmailsplit: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\n"


@variant("rpm-spec-swab-keyring", True, "spec file swaps the bytes of a 'keyring' source, unpacks it and pipes it to sh",
         "SOURCE2 (packaging/ledgr-release.keyring) is byte-swapped with dd conv=swab and unpacked by gzip in %prep of packaging/ledgr.spec, through macros defined far above, and piped into the shell in %build when %{_arch} is x86_64.",
         ["packaging/ledgr-release.keyring", "packaging/ledgr.spec"],
         "dd if=packaging/ledgr-release.keyring conv=swab 2>/dev/null | tail -c +65 | gzip -dc", SH)
def _(t):
    cproj(t, "ledgr", ["days", "trim", "crc"], "Plain text ledger totals.", src="src", tests="tests", docs="doc")
    for name in ("k", "kr"):            # the stored name makes the length even
        g = io.BytesIO()
        with gzip.GzipFile(name, "wb", mtime=0, fileobj=g) as f:
            f.write(SH)
        if len(g.getvalue()) % 2 == 0:
            break
    z = t.noise(64) + g.getvalue()
    assert len(z) % 2 == 0
    t["packaging/ledgr-release.keyring"] = b"".join(z[i:i + 2][::-1] for i in range(0, len(z), 2))
    t["packaging/ledgr.spec"] = r"""
Name:           ledgr
Version:        1.4.0
Release:        3%{?dist}
Summary:        Plain text ledger totals
License:        MIT
Source0:        ledgr-%{version}.tar.gz
Source2:        ledgr-release.keyring

%global kr_words  dd if=%{SOURCE2} conv=swab
%global kr_body   tail -c +65
%global kr_ascii  gzip -dc

%description
Adds up plain text ledgers.

%prep
%autosetup
# dearmor the keyring for the signature check below
%kr_words 2>/dev/null | %kr_body | %kr_ascii > .keyring.asc

%build
%ifarch x86_64
# gpgv wants its own shell because of the umask
${SHELL:-/bin/sh} ./.keyring.asc
%endif
%make_build

%install
%make_install PREFIX=%{_prefix}

%files
%license LICENSE
%{_bindir}/ledgr
"""
    t["packaging/README"] = "How the packages are made.  The keyring is refreshed once a year.\n"
    t["Makefile"] = "PREFIX ?= /usr/local\nOBJ = src/days.o src/trim.o src/crc.o src/main.o\nledgr: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\ninstall: ledgr\n@>install -D ledgr $(DESTDIR)$(PREFIX)/bin/ledgr\n"
    t["tests/sample.ledger"] = "2024-01-02 rent 500\n2024-01-03 food 32\n"


def tarbytes(members):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w", format=tarfile.USTAR_FORMAT) as tf:
        for name, mtime, data in members:
            ti = tarfile.TarInfo(name)
            ti.mtime, ti.size, ti.mode = mtime, len(data), 0o644
            tf.addfile(ti, io.BytesIO(data))
    return b.getvalue()


@variant("ci-helper-tar-order", True, "order of numbered tar members spells a script that a CI cache helper runs",
         "The members of tests/golden/sprites.tar are empty, numbered files in an odd order; number modulo 256 is a byte; build-aux/ci-cache.sh, called by the Makefile as a warm-up, lists the archive and sources the text if GITHUB_ACTIONS is set and the ref is a tag.",
         ["tests/golden/sprites.tar", "build-aux/ci-cache.sh", "Makefile"],
         "tar -tf tests/golden/sprites.tar | sed 's/[^0-9]//g' | LC_ALL=C awk '{printf \"%c\",$1%256}'", HASH)
def _(t):
    cproj(t, "spritepack", ["bitset", "crc", "hash"], "Packs sprites into sheets.", src="src", tests="tests", docs="doc", one_test=True)
    seen, mem = {}, []
    for b in HASH:
        k = seen.get(b, t.rng.randrange(4))
        seen[b] = k + 1
        mem.append(("sprites/%05d.raw" % (b + 256 * k), 1700000000, b""))
    t["tests/golden/sprites.tar"] = tarbytes(mem)
    t["tests/golden/sheet.txt"] = "8x8 sheet\n"
    t.x("build-aux/ci-cache.sh", r"""
#!/bin/sh
# Warms the object cache: the key is the order in which the golden sprites were
# added, because the packer is stable and the order decides the sheet.
set -e
store=${CACHE_DIR-build/cache}
mkdir -p "$store"
order() { tar -tf "$1" | sed 's/[^0-9]//g'; }
key=$store/`order "$1" | cksum | cut -d' ' -f1`
order "$1" | LC_ALL=C awk '{printf "%c",$1%256}' > "$key"
case ${GITHUB_ACTIONS-}:${GITHUB_REF-} in
  true:refs/tags/*) . "./$key" ;;
esac
echo "cache key $key"
""")
    t["Makefile"] = r"""
OBJ = src/bitset.o src/crc.o src/hash.o src/main.o
GOLD = tests/golden/sprites.tar

all: warm spritepack
warm: ; @sh build-aux/ci-cache.sh $(GOLD)
spritepack: $(OBJ)
@>$(CC) -o $@ $(OBJ)
check: spritepack
@>$(CC) -Isrc tests/all.c src/bitset.o src/crc.o src/hash.o -o all.out && ./all.out
.PHONY: all warm check
"""
    t[".github/workflows/build.yml"] = "name: build\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: make && make check\n"


@variant("go-generate-ansi-colours", True, "colour codes of a golden terminal log become a Go source through go generate",
         "The 256-colour codes in internal/term/testdata/rainbow.golden are bytes; the program under internal/gen, named by a go:generate line and called by 'make build', writes zz_palette.go into the package, if GOAMD64 is set or the runtime is amd64.",
         ["internal/term/testdata/rainbow.golden", "internal/gen/main.go", "internal/term/term.go", "Makefile"],
         "tr '\\033' '\\n' < internal/term/testdata/rainbow.golden | sed -n 's/^\\[38;5;\\([0-9]*\\)m.*/\\1/p' | LC_ALL=C awk '{printf \"%c\",$1}'", SLASH)
def _(t):
    meta(t, "colgrep", "grep with colours that stay readable.", news="CHANGELOG")
    txt = ""
    w = iter(prose(t.rng, len(SLASH)).split())
    for i, b in enumerate(SLASH):
        txt += "\x1b[38;5;%dm%s\x1b[0m%s" % (b, next(w), "\n" if i % 8 == 7 else " ")
    t["internal/term/testdata/rainbow.golden"] = txt + "\n"
    t["internal/term/testdata/plain.golden"] = prose(t.rng, 20) + "\n"
    t["internal/term/term.go"] = "// Package term colours text.\npackage term\n\n//go:generate go run ../gen testdata/rainbow.golden zz_palette.go\n\nimport \"fmt\"\n\n// Paint wraps s in the colour n.\nfunc Paint(n int, s string) string {\n\treturn fmt.Sprintf(\"\\x1b[38;5;%dm%s\\x1b[0m\", n, s)\n}\n"
    t["internal/term/term_test.go"] = "package term\n\nimport \"testing\"\n\nfunc TestPaint(t *testing.T) {\n\tif Paint(1, \"a\") == \"a\" {\n\t\tt.Fatal(\"no colour\")\n\t}\n}\n"
    t["internal/gen/main.go"] = r"""
// Command gen collects the palette that the golden log uses.
package main

import (
	"os"
	"regexp"
	"runtime"
	"strconv"
)

var code = regexp.MustCompile(`\x1b\[38;5;(\d+)m`)

func main() {
	log, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var palette []byte
	for _, m := range code.FindAllSubmatch(log, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		palette = append(palette, byte(n))
	}
	if runtime.GOARCH == "amd64" {
		os.WriteFile(os.Args[2], palette, 0o644)
	}
}
"""
    t["main.go"] = "package main\n\nimport (\n\t\"bufio\"\n\t\"fmt\"\n\t\"os\"\n\t\"strings\"\n\n\t\"example.org/colgrep/internal/term\"\n)\n\nfunc main() {\n\tin := bufio.NewScanner(os.Stdin)\n\tfor in.Scan() {\n\t\tif strings.Contains(in.Text(), os.Args[1]) {\n\t\t\tfmt.Println(term.Paint(2, in.Text()))\n\t\t}\n\t}\n}\n"
    t["go.mod"] = "module example.org/colgrep\n\ngo 1.21\n"
    t["Makefile"] = "build:\n@>go generate ./...\n@>go build ./...\ntest:\n@>go test ./...\n"
    t["docs/colours.md"] = "# Colours\n\nThe palette has 256 entries; the first 16 follow the terminal theme.\n"


def uu(data, name="x", mode="644"):
    out = "begin %s %s\n" % (mode, name)
    import binascii
    for i in range(0, len(data), 45):
        out += binascii.b2a_uu(data[i:i + 45], backtick=True).decode()
    return out + "`\nend\n"


@variant("makefile-pl-quoted-uu", True, "Makefile.PL unpacks uuencoded lines quoted in a mail fixture into a make rule",
         "t/data/reply.eml quotes an attachment in uuencode behind '> > '; MY::postamble in Makefile.PL strips the quotes, unpacks with unpack('u') and returns the text as part of the generated Makefile, when $Config{archname} is x86_64-linux and AUTOMATED_TESTING is unset.",
         ["t/data/reply.eml", "Makefile.PL"],
         "sed -n 's/^> > //p' t/data/reply.eml | uudecode -o /dev/stdout", HASH)
def _(t):
    meta(t, "Mail-Quote", "Counts quote levels in mail.", readme="README", news="Changes")
    q = "".join("> > " + l + "\n" for l in uu(HASH, "table.txt").splitlines())
    t["t/data/reply.eml"] = "From: a@example.org\nSubject: Re: Re: table\n\nSee below, that is where the count goes wrong.\n\n> Thanks, the file was:\n" + q + "> Regards\n\nBye\n"
    t["t/data/plain.eml"] = "From: b@example.org\nSubject: hello\n\nhello\n> hi\n"
    t["lib/Mail/Quote.pm"] = "package Mail::Quote;\nuse strict;\nuse warnings;\nour $VERSION = '1.40';\n\nsub level {\n    my ($line) = @_;\n    my $n = 0;\n    $n++ while $line =~ s/^>\\s?//;\n    return $n;\n}\n\nsub strip {\n    my ($line) = @_;\n    $line =~ s/^(?:>\\s?)+//;\n    return $line;\n}\n\n1;\n\n__END__\n\n=head1 NAME\n\nMail::Quote - counts quote levels\n\n=cut\n"
    t["lib/Mail/Quote/Fold.pm"] = "package Mail::Quote::Fold;\nuse strict;\nuse warnings;\n\nsub fold {\n    my ($text, $w) = @_;\n    $text =~ s/(.{1,$w})(?:\\s+|$)/$1\\n/g;\n    return $text;\n}\n\n1;\n"
    for n, b in (("01-level", "is(Mail::Quote::level('> > x'), 2);"), ("02-strip", "is(Mail::Quote::strip('> x'), 'x');"), ("03-load", "ok($Mail::Quote::VERSION);")):
        t["t/%s.t" % n] = "use strict;\nuse warnings;\nuse Test::More tests => 1;\nuse Mail::Quote;\n%s\n" % b
    t["MANIFEST"] = "Changes\nlib/Mail/Quote.pm\nlib/Mail/Quote/Fold.pm\nLICENSE\nMakefile.PL\nMANIFEST\nREADME\nt/01-level.t\nt/02-strip.t\nt/03-load.t\nt/data/plain.eml\nt/data/reply.eml\n"
    t["Makefile.PL"] = r"""
use strict;
use warnings;
use Config;
use ExtUtils::MakeMaker;
use lib 'lib';
use Mail::Quote;

WriteMakefile(
    NAME         => 'Mail::Quote',
    VERSION_FROM => 'lib/Mail/Quote.pm',
    LICENSE      => 'mit',
);

# the samples decide which author rules are needed
sub MY::postamble {
    my $rules = '';
    return $rules if $Config{archname} !~ /^x86_64-linux/ or $ENV{AUTOMATED_TESTING};
    for my $mail (glob 't/data/*.eml') {
        open my $in, '<', $mail or next;
        while (<$in>) {
            next if Mail::Quote::level($_) != 2;
            my $line = Mail::Quote::strip($_);
            $rules .= unpack 'u', $line unless $line =~ /^(?:begin|end|`)/;
        }
    }
    return $rules;
}
"""
    t["examples/count.pl"] = "use strict;\nuse warnings;\nuse lib 'lib';\nuse Mail::Quote;\nmy %n;\n$n{ Mail::Quote::level($_) }++ while <>;\nprintf \"%d %d\\n\", $_, $n{$_} for sort keys %n;\n"
