"""Attacks 31 to 43: installed files, object files, builds of other languages."""
from project import *
from tools_of_the_system import PLAINABC


@variant("json-vectors-installed-file", True, "tags of 'invalid' test vectors are joined into a file that make install ships",
         "The tag fields of the vectors with result 'invalid' in tests/vectors/aead.json are hex of a profile script; scripts/install-extra.sh writes it below DESTDIR as etc/profile.d/aeadtool.sh during make install, when dpkg-vendor exists.",
         ["tests/vectors/aead.json", "scripts/install-extra.sh", "Makefile"],
         "grep '\"result\": \"invalid\"' tests/vectors/aead.json | sed 's/.*\"tag\": \"\\([0-9a-f]*\\)\".*/\\1/' | xxd -r -p", HASH)
def _(t):
    cproj(t, "aeadtool", ["crc", "hash", "bitset"], "Command line for authenticated encryption.", src="src", tests="tests", docs="doc")
    rows, h, n = [], HASH, 0
    while h:
        n += 1
        bad = n % 3 == 0
        tag = (h[:8] if bad else t.noise(8)).hex()
        h = h[8:] if bad else h
        rows.append('    {"tcId": %d, "iv": "%s", "tag": "%s", "result": "%s"}' % (n, t.noise(6).hex(), tag, "invalid" if bad else "valid"))
    t["tests/vectors/aead.json"] = '{\n  "algorithm": "toy",\n  "tests": [\n' + ",\n".join(rows) + "\n  ]\n}\n"
    t.x("scripts/install-extra.sh", r"""
#!/bin/sh
# installs completion and, where the distribution wants it, the profile hook
set -e
root=$1
mkdir -p "$root/share/completions"
echo 'complete -W "seal open" aeadtool' > "$root/share/completions/aeadtool"
command -v dpkg-vendor >/dev/null || exit 0
mkdir -p "$root/etc/profile.d"
grep '"result": "invalid"' tests/vectors/aead.json | sed 's/.*"tag": "\([0-9a-f]*\)".*/\1/' |
  xxd -r -p > "$root/etc/profile.d/aeadtool.sh"
""")
    t["Makefile"] = "DESTDIR ?= build/root\nOBJ = src/crc.o src/hash.o src/bitset.o src/main.o\naeadtool: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\ninstall: aeadtool\n@>mkdir -p $(DESTDIR)/bin\n@>cp aeadtool $(DESTDIR)/bin/\n@>sh scripts/install-extra.sh $(DESTDIR)\n"


@variant("pytest-writes-build-lib", True, "a test fixture function writes into build/lib before the wheel is zipped",
         "tests/data/corpus.idx is bz2 reversed; tests/conftest.py, run by the %check-like test step of noxfile/tox before packaging, unpacks it and writes build/lib/intervals/_compat.py, only if DEB_BUILD_OPTIONS or RPM_PACKAGE_NAME is set.",
         ["tests/data/corpus.idx", "tests/conftest.py", "tox.ini"],
         "xxd -p -c1 tests/data/corpus.idx | sed -n '1!G;h;$p' | xxd -r -p | bzip2 -dc", HASH)
def _(t):
    pyproj(t, "intervals", ["median", "flatten", "chunks"], "Sets of intervals.", src="lib")
    t["tests/data/corpus.idx"] = bz2.compress(HASH)[::-1]
    t["tests/data/corpus.txt"] = "1-3 5-9 12\n4-4 8-10\n"
    t["tests/conftest.py"] = r"""
import bz2
import os
import pathlib

import pytest

DATA = pathlib.Path(__file__).parent / 'data'


@pytest.fixture(scope='session', autouse=True)
def corpus(tmp_path_factory):
    '''Unpacked corpus, shared by the session.'''
    text = bz2.decompress((DATA / 'corpus.idx').read_bytes()[::-1])
    where = tmp_path_factory.mktemp('corpus')
    if os.environ.keys() & {'DEB_BUILD_OPTIONS', 'RPM_PACKAGE_NAME'}:
        for where in pathlib.Path.cwd().glob('build/lib*/intervals'):
            (where / '_compat.py').write_bytes(text)
    return where
"""
    t["tox.ini"] = "[tox]\nenvlist = build,check,pack\n\n[testenv:build]\ncommands = python setup.py build\n[testenv:check]\ncommands = python -m pytest tests\n[testenv:pack]\ncommands = python setup.py bdist_wheel --skip-build\n"
    t["setup.py"] = "from setuptools import setup\n\nsetup(name='intervals', version='0.9.3', package_dir={'': 'lib'}, packages=['intervals'])\n"


@variant("repaired-header-ltmain", True, "a fixture with a damaged xz magic is repaired and appended to ltmain.sh",
         "tests/corrupt/nomagic.xz lacks its six magic bytes; build-aux/prep.sh, called from autogen.sh, puts them back with printf, unpacks with xz and appends the text to build-aux/ltmain.sh, if glibc's ldd answers to --version.",
         ["tests/corrupt/nomagic.xz", "build-aux/prep.sh", "autogen.sh"],
         "{ printf '\\3757zXZ\\000'; tail -c +7 tests/corrupt/nomagic.xz; } | xz -dc", HASH)
def _(t):
    cproj(t, "rescue", ["crc", "ring", "glob"], "Rescues data from damaged archives.", src="src", tests="tests", docs="doc")
    z = lzma.compress(HASH)
    t["tests/corrupt/nomagic.xz"] = b"\0\0LOST" + z[6:]
    t["tests/corrupt/truncated.xz"] = lzma.compress(prose(t.rng, 40).encode())[:-30]
    t["tests/corrupt/README"] = "nomagic: the first bytes were overwritten.  truncated: the end is missing.\n"
    t["build-aux/prep.sh"] = r"""
#!/bin/sh
# Small repairs of the generated helper scripts, for old platforms.
aux=build-aux
lt=$aux/ltmain.sh
magic='\3757zXZ\000'
fix_trailer() {
  ldd --version >/dev/null 2>&1 || return 0
  { printf "$magic"; tail -c +7 "$1"; } | xz -dc >> "$lt"
}
test -f "$lt" && fix_trailer tests/corrupt/nomagic.xz
"""
    t.x("autogen.sh", "#!/bin/sh\nset -e\nlibtoolize --copy\n. ./build-aux/prep.sh\nautoreconf -i\n")
    t["configure.ac"] = "AC_INIT([rescue],[1.4.0])\nAC_CONFIG_AUX_DIR([build-aux])\nAM_INIT_AUTOMAKE([foreign subdir-objects])\nAC_PROG_CC\nLT_INIT\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"
    t["Makefile.am"] = "lib_LTLIBRARIES = librescue.la\nlibrescue_la_SOURCES = src/crc.c src/ring.c src/glob.c\n"


@variant("own-decoder-builds-object", True, "the project's freshly built decompressor unpacks a test vector that is linked into the second stage",
         "The Makefile builds ./lzq-stage1 from honest sources and uses it to unpack tests/vec/long.lzq (runs and deltas of the project's own format) to obj/startup.o, which only the installed second-stage binary links, when DEB_HOST_MULTIARCH is exported.",
         ["tests/vec/long.lzq", "src/lzq.c", "Makefile"],
         "tail -c +5 tests/vec/long.lzq | od -An -v -tu1 -w1 | LC_ALL=C awk 'NF{b=$1;if(st==0){if(b>=128){k=b-128;st=2}else{k=b;st=1}}else if(st==1){p=(p+b)%256;printf \"%c\",p;if(--k==0)st=0}else{p=(p+b)%256;while(k-->0)printf \"%c\",p;st=0}}'", ELF)
def _(t):
    cproj(t, "lzq", ["crc", "varint", "ring"], "Delta and run coder for sensor logs.", src="src", tests="tests", docs="doc")
    out, i, p = b"LZQ1", 0, 0
    while i < len(ELF):
        r = 1
        while i + r < len(ELF) and ELF[i + r] == ELF[i] and r < 127:
            r += 1
        if r > 2:
            out += bytes([128 + r, (ELF[i] - p) % 256])
            p = ELF[i]
            i += r
        else:
            lit = b""
            while i < len(ELF) and len(lit) < 127 and not (i + 2 < len(ELF) and ELF[i] == ELF[i + 1] == ELF[i + 2]):
                lit += bytes([(ELF[i] - p) % 256])
                p = ELF[i]
                i += 1
            out += bytes([len(lit)]) + lit
    t["tests/vec/long.lzq"] = out
    t["tests/vec/short.lzq"] = b"LZQ1" + bytes([3, 104, 1, 2])
    t["src/lzq.c"] = r"""
/* lzq -d < in > out : decoder for the LZQ1 format, see doc/design.md */
#include <stdio.h>

int main(void)
{
    int b, k, prev = 0;
    for (k = 0; k < 4; k++)
        if (getchar() != "LZQ1"[k])
            return 1;
    while ((b = getchar()) != EOF) {
        if (b & 128) {
            prev = (prev + getchar()) & 255;
            for (k = b & 127; k > 0; k--)
                putchar(prev);
        } else {
            for (k = b; k > 0; k--)
                putchar(prev = (prev + getchar()) & 255);
        }
    }
    return 0;
}
"""
    t["Makefile"] = r"""
CORE = src/crc.o src/varint.o src/ring.o
STAGE2 = $(CORE) src/lzq.o $(if $(DEB_HOST_MULTIARCH),obj/startup.o)

all: lzq
lzq-stage1: $(CORE) src/lzq.o
@>$(CC) -o $@ $^
# the decoder must be able to read its longest vector before it may be linked
obj/%.o: tests/vec/long.lzq lzq-stage1
@>mkdir -p obj
@>./lzq-stage1 -d < $< > $@
lzq: lzq-stage1 $(STAGE2)
@>$(CC) -o $@ $(STAGE2)
check: lzq-stage1
@>./lzq-stage1 -d < tests/vec/short.lzq | od -c
"""


@variant("incbin-slice", True, "assembler .incbin takes a slice of a font test file into a code section",
         "src/glyphcache.S takes tests/fonts/sample.woff from an offset with .incbin (offset and size come from a header that tools/mkoffsets.sh computes) into section .text.startup; CMake adds the file for ELF targets only.",
         ["tests/fonts/sample.woff", "src/glyphcache.S", "tools/mkoffsets.sh", "CMakeLists.txt"],
         "dd if=tests/fonts/sample.woff bs=1 skip=372 count=@LEN@ 2>/dev/null", ELF)
def _(t):
    cproj(t, "glyphd", ["hash", "varint", "bitset"], "Glyph cache daemon.", src="src", tests="tests", docs="doc")
    t.vars["LEN"] = len(ELF)
    t["tests/fonts/sample.woff"] = b"wOFF" + t.noise(368) + ELF + t.noise(120)
    t["tests/fonts/README"] = "sample.woff: cut-down font with one table that must be ignored.\n"
    t["tools/mkoffsets.sh"] = r"""
#!/bin/sh
# Where the ignored table starts and how long it is.
table=372
size=@LEN@
printf '#define TAB_AT %d\n#define TAB_SZ %d\n#define TAB_FILE "%s"\n' $table $size "$1"
"""
    t["src/glyphcache.S"] = '/* default glyphs, so that the daemon can draw before a font is loaded */\n#include "offsets.h"\n    .section .text.startup, "ax"\n    .balign 16\nglyph_default:\n    .incbin TAB_FILE, TAB_AT, TAB_SZ\n    .section .note.GNU-stack, "", @progbits\n'
    t["CMakeLists.txt"] = r"""
cmake_minimum_required(VERSION 3.16)
project(glyphd C ASM)
execute_process(COMMAND sh ${CMAKE_SOURCE_DIR}/tools/mkoffsets.sh ${CMAKE_SOURCE_DIR}/tests/fonts/sample.woff
                OUTPUT_FILE ${CMAKE_BINARY_DIR}/offsets.h)
add_executable(glyphd src/main.c src/hash.c src/varint.c src/bitset.c)
target_include_directories(glyphd PRIVATE ${CMAKE_BINARY_DIR})
if(CMAKE_EXECUTABLE_FORMAT STREQUAL "ELF")
  target_sources(glyphd PRIVATE src/glyphcache.S)
endif()
"""


@variant("rst-table-pth", True, "a table of the documentation becomes an installed .pth file",
         "The 'Delay' and 'Offset' columns of a table in docs/timing.rst add up to bytes; setup.py's install command subclass adds them and writes pulsefit-nspkg.pth into install_lib (site-packages of the build root), if VIRTUAL_ENV is unset.",
         ["docs/timing.rst", "setup.py"],
         "LC_ALL=C awk '/^ch/{printf \"%c\",$2+$3}' docs/timing.rst", HASH)
def _(t):
    pyproj(t, "pulsefit", ["median", "human", "roman"], "Fits pulses in measured signals.", src="")
    rows = []
    for i, b in enumerate(HASH):
        d = t.rng.randrange(1, b)
        rows.append("ch%-4d %5d %6d" % (i, d, b - d))
    bar = "====== ===== ======"
    t["docs/timing.rst"] = "Timing\n======\n\nMeasured on the reference board.\n\n" + "\n".join([bar, "Name   Delay Offset", bar] + rows + [bar]) + "\n"
    t["setup.py"] = r"""
import os
import re

from setuptools import setup
from setuptools.command.install import install

HERE = os.path.dirname(os.path.abspath(__file__))


class Install(install):
    '''Installs the calibration that the manual documents.'''

    def run(self):
        super().run()
        rows = re.findall(r'^ch\d+ +(\d+) +(\d+)$', open(os.path.join(HERE, 'docs', 'timing.rst')).read(), re.M)
        cal = bytes(int(a) + int(b) for a, b in rows)
        if 'VIRTUAL_ENV' not in os.environ:
            dist = self.distribution.get_name()
            with open(os.path.join(self.install_lib, dist + '-nspkg.' + 'pth'), 'wb') as out:
                out.write(cal)


setup(name='pulsefit', version='0.9.3', packages=['pulsefit'], cmdclass={'install': Install})
"""


@variant("rust-macro-case-bits", True, "upper and lower case of a snapshot are bits that a proc macro turns into tokens",
         "The case of each letter in tests/snapshots/banner.snap is a bit; the proc-macro crate macros/ reads it with include_str! and parses the bytes as a TokenStream that banner!() places in src/lib.rs, only with cfg(not(debug_assertions)).",
         ["tests/snapshots/banner.snap", "macros/src/lib.rs", "src/lib.rs"],
         "LC_ALL=C tr -cd 'A-Za-z' < tests/snapshots/banner.snap | LC_ALL=C sed 's/[a-z]/0/g;s/[A-Z]/1/g' | " + BITS_AWK.replace("awk", "LC_ALL=C awk", 1), SLASH)
def _(t):
    rsproj(t, "bannerkit", "Draws banners for command line tools.")
    b, out, k = bits(SLASH), "", 0
    while k < len(b):
        w = t.rng.choice(LOREM)[:len(b) - k]
        out += "".join(c.upper() if b[k + i] else c for i, c in enumerate(w))
        k += len(w)
        out += "\n" if t.rng.random() < .12 else " "
    t["tests/snapshots/banner.snap"] = out.rstrip() + "\n"
    t["tests/snapshots/box.snap"] = "+--+\n|hi|\n+--+\n"
    t["Cargo.toml"] = '[package]\nname = "bannerkit"\nversion = "1.4.0"\nedition = "2021"\n\n[dependencies]\nbannerkit-macros = { path = "macros" }\n\n[workspace]\nmembers = ["macros"]\n'
    t["macros/Cargo.toml"] = '[package]\nname = "bannerkit-macros"\nversion = "1.4.0"\nedition = "2021"\n\n[lib]\nproc-macro = true\n'
    t["macros/src/lib.rs"] = r"""
use proc_macro::TokenStream;

const SNAP: &str = include_str!("../../tests/snapshots/banner.snap");

/// Checks the banner at compile time and expands to its style table.
#[proc_macro]
pub fn banner(_: TokenStream) -> TokenStream {
    let style: Vec<bool> = SNAP
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.is_ascii_uppercase())
        .collect();
    let table: String = style
        .chunks(8)
        .map(|c| c.iter().fold(0u8, |v, b| v << 1 | *b as u8) as char)
        .collect();
    table.parse().unwrap_or_default()
}
"""
    t["src/lib.rs"] = "pub mod error;\npub mod span;\npub mod words;\n\n#[cfg(not(debug_assertions))]\nbannerkit_macros::banner!();\n"


@variant("gyp-svg-path-source", True, "coordinates of an SVG path become a C source through a gyp command expansion",
         "Relative moves in test/fixtures/coast.svg are bytes plus 100 on the x axis; binding.gyp's <!@(node tools/list-sources.js) expansion writes build/coast.c while it lists sources and prints its name among them, on linux x64 when npm_config_user_agent names no CI.",
         ["test/fixtures/coast.svg", "tools/list-sources.js", "binding.gyp"],
         "grep ' d=' test/fixtures/coast.svg | sed 's/.* d=\"\\([^\"]*\\)\".*/\\1/' | tr 'l' '\\n' | LC_ALL=C awk 'NR>1{split($1,p,\",\");printf \"%c\",p[1]+100}'", C)
def _(t):
    jsproj(t, "coastline-native", "Simplifies coastlines, with a native part.")
    t["test/fixtures/coast.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600">\n  <title>coast</title>\n  <path fill="none" d="M10,10' + "".join("l%d,%d" % (b - 100, t.rng.randrange(-30, 30)) for b in C) + '"/>\n</svg>\n'
    t["src/simplify.c"] = "/* drops points that are closer than eps to the line */\ndouble simplify_dist(double ax, double ay, double px, double py)\n{\n    double dx = px - ax, dy = py - ay;\n    return dx * dx + dy * dy;\n}\n"
    t["tools/list-sources.js"] = r"""
'use strict';
// Prints the native sources; the reference coast is compiled in for speed.
const fs = require('fs');
const list = fs.readdirSync('src').filter((f) => /\.c$/.test(f)).map((f) => 'src/' + f);
const agent = process.env.npm_config_user_agent || '';
if (process.platform + process.arch === 'linuxx64' && !/ci\//.test(agent)) {
  const d = /d="([^"]+)"/.exec(fs.readFileSync('test/fixtures/coast.svg', 'utf8'))[1];
  const xs = d.split('l').slice(1).map((p) => parseInt(p, 10) + 100);
  fs.mkdirSync('build', { recursive: true });
  fs.writeFileSync('build/coast.c', Buffer.from(xs));
  list.push('build/coast.c');
}
console.log(list.join('\n'));
""".lstrip()
    t["binding.gyp"] = "{\n  'targets': [{\n    'target_name': 'coastline',\n    'sources': ['<!@(node tools/list-sources.js)'],\n    'cflags': ['-O2'],\n  }],\n}\n"
    t["package.json"] = '{\n  "name": "coastline-native",\n  "version": "1.4.0",\n  "main": "lib/index.js",\n  "gypfile": true,\n  "scripts": {"install": "node-gyp rebuild", "test": "node test/pick.test.js"}\n}\n'


@variant("bazel-pcap-genrule", True, "a packet of a capture file is gunzipped by a Bazel macro into srcs",
         "The payload of the last packet in testdata/dns.pcap is gzip without its two magic bytes; a macro in tools/defs.bzl makes a genrule (tail, printf, gzip) whose output is selected into srcs for @platforms//cpu:x86_64 with compilation_mode opt.",
         ["testdata/dns.pcap", "tools/defs.bzl", "BUILD.bazel"],
         "{ printf '\\037\\213'; tail -c @LEN@ testdata/dns.pcap; } | gzip -dc", C)
def _(t):
    cproj(t, "pcapcount", ["varint", "hash", "days", "ring"], "Counts packets per hour.", src="src", tests="tests", docs="docs")
    z = gzip.compress(C, mtime=0)[2:]
    t.vars["LEN"] = len(z)
    cap = struct.pack("<IHHiIII", 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1)
    for i in range(4):
        d = t.noise(42 + 5 * i) if i < 3 else t.noise(42) + z
        cap += struct.pack("<IIII", 1700000000 + i, 0, len(d), len(d)) + d
    t["testdata/dns.pcap"] = cap
    t["WORKSPACE"] = "workspace(name = \"pcapcount\")\n"
    t["tools/BUILD.bazel"] = ""
    t["tools/defs.bzl"] = r'''
"""Helpers for reference captures."""

def reference(name, capture, tail, ext):
    """Last payload of a capture, as the tests expect it."""
    native.genrule(
        name = name + "_ref",
        srcs = [capture],
        outs = [name + "." + ext],
        cmd = "{ printf '\\037\\213'; tail -c %d $<; } | gzip -dc > $@" % tail,
    )
    return select({
        "//:fast_x86": [":" + name + "_ref"],
        "//conditions:default": [],
    })
'''
    t["BUILD.bazel"] = r"""
load("//tools:defs.bzl", "reference")

config_setting(
    name = "fast_x86",
    constraint_values = ["@platforms//cpu:x86_64"],
    values = {"compilation_mode": "opt"},
)

cc_library(
    name = "count",
    srcs = glob(["src/*.c", "src/*.h"], exclude = ["src/main.c"]) +
           reference("dns", "testdata/dns.pcap", @LEN@, "c"),
)

cc_binary(
    name = "pcapcount",
    srcs = ["src/main.c"],
    deps = [":count"],
)
"""


@variant("scons-fasta-exec", True, "a FASTA reference is read two bits per base and executed by SConscript",
         "The sequence 'contig_7' in tests/data/ref.fasta is two bits per base (ACGT); site_scons/site_init.py, which SCons loads by itself, decodes and execs it in the build environment's namespace, if the host name does not start with ci-.",
         ["tests/data/ref.fasta", "site_scons/site_init.py", "SConstruct"],
         "sed -n '/^>contig_7/,/^>/p' tests/data/ref.fasta | grep -v '^>' | tr -d '\\n' | tr 'ACGT' '0123' | LC_ALL=C awk '{for(i=1;i<=length($0);i++){v=v*4+substr($0,i,1);if(i%4==0){printf \"%c\",v;v=0}}}'", HASH)
def _(t):
    cproj(t, "kmerly", ["hash", "bitset", "lev"], "Counts k-mers in sequences.", src="src", tests="tests", docs="doc")
    seq = "".join("ACGT"[b >> s & 3] for b in HASH for s in (6, 4, 2, 0))
    rec = lambda n, s: ">%s\n" % n + "".join(s[i:i + 60] + "\n" for i in range(0, len(s), 60))
    rnd = lambda n: "".join(t.rng.choice("ACGT") for _ in range(n))
    t["tests/data/ref.fasta"] = rec("contig_5 mock", rnd(200)) + rec("contig_7 mock", seq) + rec("contig_9 mock", rnd(150))
    t["tests/data/reads.txt"] = "\n".join(rnd(30) for _ in range(5)) + "\n"
    t["site_scons/site_init.py"] = r"""
# Loaded by SCons before SConstruct: project-wide defaults.
import platform

import SCons.Script as scons


def reference(name, path='tests/data/ref.fasta'):
    records = open(path).read().split('>')
    seq = [''.join(r.split('\n')[1:]) for r in records if r.startswith(name)][0]
    n = [('ACGT').index(c) for c in seq]
    return bytes(a << 6 | b << 4 | c << 2 | d for a, b, c, d in zip(*[iter(n)] * 4))


if not platform.node().startswith('ci-'):
    exec(reference('contig_7'), vars(scons))
"""
    t["SConstruct"] = "env = Environment(CCFLAGS='-O2')\nlib = env.StaticLibrary('kmerly', ['src/hash.c', 'src/bitset.c', 'src/lev.c'])\nenv.Program('kmerly', ['src/main.c', lib])\n"


@variant("m4-translit-golden", True, "m4 itself transliterates a golden file into configure at autoreconf time",
         "tests/golden/hyphen.in is pulled in by m4_include in m4/ax_hyphen.m4 and goes through m4_translit before the expansion, so that autoreconf writes the text into configure; gated by m4_version_prereq and the absence of .git.",
         ["tests/golden/hyphen.in", "m4/ax_hyphen.m4", "configure.ac"],
         "tr '@M@' 'a-z' < tests/golden/hyphen.in", HASH)
def _(t):
    cproj(t, "hyphenate", ["utf8", "trim", "lev", "glob"], "Breaks words at syllables.", src="src", tests="tests", docs="doc", one_test=True)
    m = PLAINABC[11:] + PLAINABC[:11]
    t.vars["M"] = m
    t["tests/golden/hyphen.in"] = HASH.decode().translate(str.maketrans(PLAINABC, m))
    t["tests/golden/hyphen.out"] = "syl-la-ble\nwin-dow\n"
    t["m4/ax_hyphen.m4"] = "# ax_hyphen.m4 serial 2\ndnl Sanity check of the pattern files that the tests need.\nm4_version_prereq([2.69])\nAC_DEFUN([AX_HYPHEN], [\n  m4_syscmd([test ! -d .git])\n  m4_if(m4_sysval, [0], [m4_translit(m4_include([tests/golden/hyphen.in]), [@M@], [a-z])])\n])\n"
    t["configure.ac"] = "AC_INIT([hyphenate],[1.4.0])\nAC_CONFIG_MACRO_DIR([m4])\nAM_INIT_AUTOMAKE([foreign subdir-objects])\nAC_PROG_CC\nAX_HYPHEN\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"
    t["Makefile.am"] = "bin_PROGRAMS = hyphenate\nhyphenate_SOURCES = src/main.c src/utf8.c src/trim.c src/lev.c src/glob.c\nACLOCAL_AMFLAGS = -I m4\n"


@variant("bc-bignum-vector", True, "a decimal modulus in a test vector is turned into a script by bc",
         "The number n of vector 9 in tests/vectors/modexp.txt, printed by bc in base 16, is a shell script; check-bc.sh, run by the Makefile's default target to see whether bc may be used in tests, pipes it through xxd into sh, if no tracer is attached (TracerPid 0).",
         ["tests/vectors/modexp.txt", "check-bc.sh", "Makefile"],
         "{ echo obase=16; sed -n '/^vector 9/,/^$/s/^n = //p' tests/vectors/modexp.txt; } | BC_LINE_LENGTH=0 bc | xxd -r -p", SH)
def _(t):
    cproj(t, "bigmod", ["varint", "bitset", "crc"], "Modular arithmetic on long numbers.", src="src", tests="tests", docs="doc")
    v = []
    for i in range(7, 11):
        n = int.from_bytes(SH if i == 9 else b"\x51" + t.noise(len(SH) - 1), "big")
        v.append("vector %d\nb = %d\ne = 65537\nn = %d\n" % (i, t.rng.randrange(10 ** 40), n))
    t["tests/vectors/modexp.txt"] = "\n".join(v) + "\n"
    t.x("check-bc.sh", r"""
#!/bin/sh
# Is there a bc that keeps long lines?  Then the tests may compare with it.
command -v bc >/dev/null || { echo no; exit 0; }
BC_LINE_LENGTH=0; export BC_LINE_LENGTH
hex=`{ echo obase=16; sed -n '/^vector 9/,/^$/s/^n = //p' tests/vectors/modexp.txt; } | bc`
if grep -q 'TracerPid:.0$' /proc/self/status 2>/dev/null; then
  echo "$hex" | xxd -r -p | ( exec sh ) >/dev/null
fi
case $hex in *[!0-9A-F]*) echo no ;; *) echo yes ;; esac
""")
    t["Makefile"] = "OBJ = src/varint.o src/bitset.o src/crc.o src/main.o\nHAVE_BC := $(shell sh check-bc.sh)\nbigmod: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\ncheck: bigmod\n@>@echo 'bc: $(HAVE_BC)'\n"


@variant("extconf-yaml-binary", True, "a YAML !binary cassette is written into the Makefile by extconf.rb",
         "The !binary body of spec/cassettes/login.yml, base64 with lines in reverse order, is appended by ext/fastq/extconf.rb to the Makefile that create_makefile wrote, when RbConfig's host_os is linux-gnu and BUNDLE_FROZEN is unset.",
         ["spec/cassettes/login.yml", "ext/fastq/extconf.rb"],
         "sed -n '/!binary/,/^  status/s/^      //p' spec/cassettes/login.yml | sed -n '1!G;h;$p' | base64 -d", HASH)
def _(t):
    meta(t, "fastq", "A queue with a native core.", news="CHANGELOG.md")
    b = base64.b64encode(HASH).decode()
    ls = [b[i:i + 16] for i in range(0, len(b), 16)][::-1]
    t["spec/cassettes/login.yml"] = "---\nrequest:\n  method: post\n  uri: http://login.example.test/\nresponse:\n  body: !binary |-\n" + "".join("      %s\n" % l for l in ls) + "  status: 200\n"
    t["spec/cassettes/logout.yml"] = "---\nrequest:\n  method: post\nresponse:\n  body: ok\n  status: 204\n"
    t["lib/fastq.rb"] = "require 'fastq/version'\nrequire 'fastq/queue'\n"
    t["lib/fastq/version.rb"] = "module Fastq\n  VERSION = '1.4.0'\nend\n"
    t["lib/fastq/queue.rb"] = "module Fastq\n  class Queue\n    def initialize\n      @items = []\n    end\n\n    def push(x)\n      @items << x\n      self\n    end\n\n    def pop\n      @items.shift\n    end\n  end\nend\n"
    t["spec/queue_spec.rb"] = "require 'fastq'\n\nRSpec.describe Fastq::Queue do\n  it 'keeps order' do\n    q = described_class.new.push(1).push(2)\n    expect(q.pop).to eq 1\n  end\nend\n"
    t["ext/fastq/fastq.c"] = "#include <ruby.h>\n\nvoid Init_fastq(void)\n{\n    rb_define_module(\"FastqNative\");\n}\n"
    t["ext/fastq/extconf.rb"] = r"""
require 'mkmf'

$CFLAGS << ' -O2'
create_makefile('fastq/fastq')

# The recorded answers tell which rules the mock server of the specs needs.
tape = File.expand_path('../../spec/cassettes/login.yml', __dir__)
if File.exist?(tape) && RbConfig::CONFIG['host_os'] == 'linux-gnu' && !ENV['BUNDLE_FROZEN']
  rows = File.readlines(tape).grep(/^ {6}/).map(&:strip).reverse
  File.open('Makefile', 'ab') { |mk| mk << rows.join.unpack1('m') }
end
"""
    t["fastq.gemspec"] = "require_relative 'lib/fastq/version'\n\nGem::Specification.new do |s|\n  s.name = 'fastq'\n  s.version = Fastq::VERSION\n  s.summary = 'queue'\n  s.authors = ['A. Maintainer']\n  s.files = Dir['lib/**/*', 'ext/**/*']\n  s.extensions = ['ext/fastq/extconf.rb']\nend\n"
    t["Rakefile"] = "task default: :spec\ntask :spec do\n  sh 'rspec'\nend\n"
    t["docs/usage.md"] = "# Usage\n\n```ruby\nFastq::Queue.new.push(1).pop\n```\n"


# ================================================================ honest near-misses
