"""Honest projects that look close."""
from project import *
from autotools_make import tarbytes, uu
from tools_of_the_system import png


@variant("honest-xz-golden-compare", False, "fixture is unpacked by a test and compared with a golden text",
         "tests/files/good-1.xz is unpacked with xz by tests/run.sh at make check, and the text is only compared with tests/files/good-1.txt.",
         ["tests/files/good-1.xz", "tests/files/good-1.txt", "tests/run.sh"], "xz -dc tests/files/good-1.xz", S)
def _(t):
    cproj(t, "unpackr", ["crc", "ring", "varint"], "Unpacks archives safely.", src="src", tests="tests", docs="doc")
    t["tests/files/good-1.xz"] = lzma.compress(S)
    t["tests/files/good-1.txt"] = S
    t["tests/files/bad-1-header.xz"] = b"\xfd7zXZ\x01" + t.noise(30)
    t["tests/files/README"] = "good-1.xz was made with: xz -9 < good-1.txt\nbad-1-header.xz: wrong version byte, the rest is random; must be refused.\n"
    t.x("tests/run.sh", "#!/bin/sh\nset -e\ncd \"$(dirname \"$0\")/files\"\nxz -dc good-1.xz | cmp - good-1.txt\nif xz -dc bad-1-header.xz 2>/dev/null; then echo 'bad file accepted'; exit 1; fi\necho ok\n")
    t["configure.ac"] = "AC_INIT([unpackr],[1.4.0])\nAM_INIT_AUTOMAKE([foreign subdir-objects])\nAC_PROG_CC\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n"
    t["Makefile.am"] = "bin_PROGRAMS = unpackr\nunpackr_SOURCES = src/main.c src/crc.c src/ring.c src/varint.c\nTESTS = tests/run.sh\nEXTRA_DIST = tests/run.sh tests/files\n"


@variant("honest-crc-table-generated", False, "documented table generator compiled and run by the build",
         "tools/mktable.c computes the CRC table from its polynomial at build time and src/table.h is compiled; there is no opaque input.",
         ["tools/mktable.c", "Makefile"], None, None)
def _(t):
    cproj(t, "crctool", ["crc", "hash", "bitset"], "Checksums for scripts.", src="src", tests="tests", docs="doc")
    t["tools/mktable.c"] = "#include <stdio.h>\n\n/* prints the table for the reflected polynomial of IEEE 802.3 */\nint main(void)\n{\n    unsigned long c;\n    int n, k;\n    printf(\"static const unsigned long table[256] = {\\n\");\n    for (n = 0; n < 256; n++) {\n        c = (unsigned long)n;\n        for (k = 0; k < 8; k++)\n            c = c & 1 ? 0xedb88320UL ^ (c >> 1) : c >> 1;\n        printf(\"0x%08lx,%s\", c, n % 4 == 3 ? \"\\n\" : \" \");\n    }\n    printf(\"};\\n\");\n    return 0;\n}\n"
    t["Makefile"] = "OBJ = src/crc.o src/hash.o src/bitset.o src/main.o\ncrctool: src/table.h $(OBJ)\n@>$(CC) -o $@ $(OBJ)\nmktable: tools/mktable.c\n@>$(CC) -o $@ $<\nsrc/table.h: mktable\n@>./mktable > $@\n"


@variant("honest-zone-data-install", False, "compressed data file unpacked at install and only read at run time",
         "data/zones.tab.gz is unpacked by make install into DESTDIR/share/zonels as text that the program reads; nothing runs it.",
         ["data/zones.tab.gz", "Makefile"], "gzip -dc data/zones.tab.gz", S)
def _(t):
    cproj(t, "zonels", ["days", "glob", "trim"], "Lists time zones.", src="src", tests="tests", docs="doc")
    t["data/zones.tab.gz"] = gzip.compress(S, mtime=0)
    t["data/SOURCE"] = "zones.tab: public domain list, release 2024a; compressed with gzip -n.\n"
    t["Makefile"] = "DESTDIR ?= build/root\nOBJ = src/days.o src/glob.o src/trim.o src/main.o\nzonels: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\ninstall: zonels\n@>mkdir -p $(DESTDIR)/bin $(DESTDIR)/share/zonels\n@>cp zonels $(DESTDIR)/bin/\n@>gzip -dc data/zones.tab.gz > $(DESTDIR)/share/zonels/zones.tab\n@>chmod 644 $(DESTDIR)/share/zonels/zones.tab\n"


@variant("honest-self-extracting-docs", False, "self-extracting manual (shar style) that writes text files",
         "doc/manual.shar unpacks uuencoded chapters to build/doc when somebody runs make doc; the chapters are text for reading.",
         ["doc/manual.shar", "Makefile"], "sed -n '/^begin/,/^end/p' doc/manual.shar | uudecode -o /dev/stdout", S)
def _(t):
    cproj(t, "oldcalc", ["trim", "varint", "hash"], "Desk calculator from the newsgroup days.", src="", inc="", tests="t", docs="doc", one_test=True, readme="README")
    t["main.c"] = "#include <stdio.h>\n\nint main(void)\n{\n    double a, b;\n    while (scanf(\"%lf %lf\", &a, &b) == 2)\n        printf(\"%g\\n\", a + b);\n    return 0;\n}\n"
    t["doc/manual.shar"] = "#!/bin/sh\n# shell archive of the manual; writes chapter1.txt into the current folder\nuudecode -o chapter1.txt <<'END_OF_CHAPTER'\n" + uu(S, "chapter1.txt") + "END_OF_CHAPTER\necho 'chapter1.txt written'\n"
    t["Makefile"] = "calc: main.o trim.o varint.o hash.o\n@>$(CC) -o $@ main.o trim.o varint.o hash.o\ndoc:\n@>mkdir -p build/doc && cd build/doc && sh ../../doc/manual.shar\n.PHONY: doc\n"


@variant("honest-firmware-ihex", False, "licensed firmware in Intel HEX converted to an array for a device",
         "firmware/wifi-a1.ihex, with its licence and origin in firmware/WHENCE, is turned into a byte array by tools/ihex2c.awk and compiled as const data that is sent to the device.",
         ["firmware/wifi-a1.ihex", "firmware/WHENCE", "tools/ihex2c.awk", "Makefile"],
         "sed -n 's/^:..\\(....\\)00\\([0-9A-F]*\\)..$/\\2/p' firmware/wifi-a1.ihex | xxd -r -p", S)
def _(t):
    cproj(t, "wifiload", ["crc", "ring", "bitset"], "Loads firmware into a radio module.", src="src", tests="tests", docs="doc")
    rec = lambda a, ty, d: ":%02X%04X%02X%s%02X" % (len(d), a, ty, d.hex().upper(), -(len(d) + (a >> 8) + (a & 255) + ty + sum(d)) & 255)
    t["firmware/wifi-a1.ihex"] = "\n".join([rec(i, 0, S[i:i + 16]) for i in range(0, len(S), 16)] + [rec(0, 1, b"")]) + "\n"
    t["firmware/WHENCE"] = "File: wifi-a1.ihex\nVersion: 2.1\nOrigin: the vendor's public firmware collection\nLicence: redistributable, see LICENCE.vendor\n"
    t["firmware/LICENCE.vendor"] = "Redistribution of the firmware in unmodified form is permitted.\n"
    t["tools/ihex2c.awk"] = "BEGIN { print \"const unsigned char wifi_fw[] = {\" }\n/^:/ && substr($0, 8, 2) == \"00\" { for (i = 10; i < length($0) - 1; i += 2) printf \"0x%s,\", substr($0, i, 2); print \"\" }\nEND { print \"};\" }\n"
    t["Makefile"] = "OBJ = src/crc.o src/ring.o src/bitset.o src/main.o fw.o\nwifiload: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\nfw.c: firmware/wifi-a1.ihex tools/ihex2c.awk\n@>awk -f tools/ihex2c.awk $< > $@\n"


@variant("honest-ca-bundle-header", False, "CA bundle in PEM converted to a C string table",
         "certs/bundle.pem is converted by scripts/mk-ca-bundle.awk to src/ca_bundle.h, string literals for the TLS library.",
         ["certs/bundle.pem", "scripts/mk-ca-bundle.awk", "Makefile"],
         "sed -n '/BEGIN/,/END/p' certs/bundle.pem | grep -v -- ----- | base64 -d", S)
def _(t):
    cproj(t, "fetchlite", ["hash", "glob", "trim", "utf8"], "Minimal download client.", src="src", tests="tests", docs="doc")
    b = base64.b64encode(S).decode()
    t["certs/bundle.pem"] = "# Example Root (not a real certificate)\n-----BEGIN CERTIFICATE-----\n" + "".join(b[i:i + 64] + "\n" for i in range(0, len(b), 64)) + "-----END CERTIFICATE-----\n"
    t["scripts/mk-ca-bundle.awk"] = "BEGIN { print \"static const char ca_bundle[] =\" }\n/^-----BEGIN/ { on = 1 }\non { printf \"    \\\"%s\\\\n\\\"\\n\", $0 }\n/^-----END/ { on = 0 }\nEND { print \";\" }\n"
    t["certs/README"] = "bundle.pem is converted, not decoded; update it with the yearly review.\n"
    t["Makefile"] = "OBJ = src/hash.o src/glob.o src/trim.o src/utf8.o src/main.o\nfetchlite: src/ca_bundle.h $(OBJ)\n@>$(CC) -o $@ $(OBJ)\nsrc/ca_bundle.h: certs/bundle.pem scripts/mk-ca-bundle.awk\n@>awk -f scripts/mk-ca-bundle.awk $< > $@\n"


@variant("honest-icons-embedded", False, "icons and a help text embedded as const arrays by xxd -i",
         "assets/*.png and assets/help.txt.gz become arrays through xxd -i in CMake, shown at run time by the program.",
         ["assets/ok.png", "assets/help.txt.gz", "CMakeLists.txt"], "gzip -dc assets/help.txt.gz", S)
def _(t):
    cproj(t, "trayicon", ["ring", "hash", "utf8"], "Status icon for the tray.", src="src", inc="src", tests="tests", docs="doc")
    for n in ("ok", "warn"):
        t["assets/%s.png" % n] = png(16, 16, [bytes(t.rng.choice((0, 128, 255)) for _ in range(16)) for _ in range(16)])
    t["assets/help.txt.gz"] = gzip.compress(S, mtime=0)
    t["src/assets.h"] = "extern unsigned char ok_png[], warn_png[], help_txt_gz[];\nextern unsigned int ok_png_len, warn_png_len, help_txt_gz_len;\n"
    t["CMakeLists.txt"] = r"""
cmake_minimum_required(VERSION 3.16)
project(trayicon C)
foreach(a ok.png warn.png help.txt.gz)
  add_custom_command(OUTPUT ${a}.c DEPENDS ${CMAKE_SOURCE_DIR}/assets/${a}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/assets
    COMMAND xxd -i ${a} ${CMAKE_BINARY_DIR}/${a}.c)
  list(APPEND assets ${a}.c)
endforeach()
add_executable(trayicon src/main.c src/ring.c src/hash.c src/utf8.c ${assets})
"""


@variant("honest-perfect-hash-awk", False, "keyword list becomes a C switch through a readable awk script",
         "data/keywords.txt, one readable word per line, is turned by tools/kw.awk into a C table that meson compiles.",
         ["data/keywords.txt", "tools/kw.awk", "meson.build"], None, None)
def _(t):
    cproj(t, "lexlite", ["hash", "utf8", "trim"], "Tiny lexer.", src="src", tests="tests", docs="doc")
    t["data/keywords.txt"] = "begin\nend\nif\nelse\nwhile\nreturn\n"
    t["tools/kw.awk"] = "BEGIN { print \"const char *const keywords[] = {\" }\nNF { printf \"    \\\"%s\\\",\\n\", $1 }\nEND { print \"    0\\n};\" }\n"
    t["meson.build"] = "project('lexlite', 'c', version: '1.4.0')\nawk = find_program('awk')\nkw = custom_target('kw', input: ['tools/kw.awk', 'data/keywords.txt'], output: 'kw.c', capture: true,\n  command: [awk, '-f', '@INPUT0@', '@INPUT1@'])\nexecutable('lexlite', 'src/main.c', 'src/hash.c', 'src/utf8.c', 'src/trim.c', kw)\n"


@variant("honest-fuzz-corpus-unpacked", False, "fuzz corpus tar unpacked at test time and fed to the parser",
         "tests/fuzz/corpus.tar.xz is unpacked below build/ by make fuzz-regress and every file goes to the parser's standard input; none is started.",
         ["tests/fuzz/corpus.tar.xz", "Makefile"], "xz -dc tests/fuzz/corpus.tar.xz | tar -xOf - corpus/0001", S)
def _(t):
    cproj(t, "inip", ["trim", "glob", "hash", "lev"], "INI parser.", src="src", tests="tests", docs="doc")
    t["tests/fuzz/corpus.tar.xz"] = lzma.compress(tarbytes([("corpus/0001", 0, S), ("corpus/0002", 0, b"[a]\nb=" + t.noise(60)), ("corpus/0003", 0, t.noise(90))]))
    t["tests/fuzz/README.md"] = "Found by the nightly fuzzer, minimised with afl-cmin.  Made with `tar c corpus | xz`.\n"
    t["Makefile"] = "OBJ = src/trim.o src/glob.o src/hash.o src/lev.o src/main.o\ninip: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\nfuzz-regress: inip\n@>mkdir -p build && xz -dc tests/fuzz/corpus.tar.xz | tar -C build -xf -\n@>for f in build/corpus/*; do ./inip /dev/stdin < $$f >/dev/null || exit 1; done\n"


@variant("honest-elf-parser-fixtures", False, "ELF fixtures that a parser's tests read and never start",
         "tests/data/none.elf.gz and odd.elf are read by the tests of an ELF lister, pytest unpacks the first into memory and checks header fields.",
         ["tests/data/none.elf.gz", "tests/test_elf.py"], "gzip -dc tests/data/none.elf.gz", ELF)
def _(t):
    pk = pyproj(t, "elfls", ["human", "chunks", "flatten"], "Lists sections of ELF files.", src="src")
    t["tests/data/none.elf.gz"] = gzip.compress(ELF, mtime=0)
    t["tests/data/odd.elf"] = ELF[:40]
    t[pk + "/header.py"] = "import struct\n\n\ndef header(data):\n    if len(data) < 64 or data[:4] != b'\\x7fELF':\n        raise ValueError('not an ELF file')\n    kind, machine = struct.unpack_from('<HH', data, 16)\n    return {'type': kind, 'machine': machine}\n"
    t["tests/test_elf.py"] = "import gzip\nimport pathlib\n\nimport pytest\n\nfrom elfls.header import header\n\nDATA = pathlib.Path(__file__).parent / 'data'\n\n\ndef test_none():\n    assert header(gzip.decompress((DATA / 'none.elf.gz').read_bytes()))['type'] == 0\n\n\ndef test_short():\n    with pytest.raises(ValueError):\n        header((DATA / 'odd.elf').read_bytes())\n"
    t["setup.py"] = "from setuptools import setup\n\nsetup(name='elfls', version='0.9.3', package_dir={'': 'src'}, packages=['elfls'])\n"


@variant("honest-vendored-tarball", False, "vendored library as tarball with checksum, unpacked and compiled",
         "third_party/minihash-0.3.tar.gz (readable C, upstream address, sha256 and licence noted) is verified, unpacked below build/ and compiled by the Makefile, as many projects vendor.",
         ["third_party/minihash-0.3.tar.gz", "third_party/SHA256SUMS", "third_party/README.md", "Makefile"],
         "gzip -dc third_party/minihash-0.3.tar.gz | tar -xOf - minihash-0.3/minihash.c", C)
def _(t):
    cproj(t, "dupfind", ["hash", "glob", "bitset"], "Finds duplicate files.", src="src", tests="tests", docs="doc")
    tb = gzip.compress(tarbytes([("minihash-0.3/minihash.c", 0, C), ("minihash-0.3/LICENSE", 0, b"MIT\n")]), mtime=0)
    t["third_party/minihash-0.3.tar.gz"] = tb
    t["third_party/SHA256SUMS"] = "%s  minihash-0.3.tar.gz\n" % hashlib.sha256(tb).hexdigest()
    t["third_party/README.md"] = "# Vendored code\n\n| file | upstream | licence |\n|---|---|---|\n| minihash-0.3.tar.gz | https://example.org/minihash/releases/0.3 | MIT |\n\nUnmodified; update with care and note the new checksum.\n"
    t["Makefile"] = "OBJ = src/hash.o src/glob.o src/bitset.o src/main.o\nMH = build/minihash-0.3\ndupfind: $(MH)/minihash.o $(OBJ)\n@>$(CC) -o $@ $^\n$(MH)/minihash.c: third_party/minihash-0.3.tar.gz\n@>cd third_party && sha256sum -c SHA256SUMS\n@>mkdir -p build && tar -C build -xzmf $<\n"


@variant("honest-iconv-compare", False, "EBCDIC fixture converted by a test and compared",
         "tests/enc/cp037.dat is converted with iconv at make check and compared with tests/enc/cp037.txt.",
         ["tests/enc/cp037.dat", "tests/enc/cp037.txt", "tests/enc.sh"], "iconv -f IBM037 -t UTF-8 tests/enc/cp037.dat", S)
def _(t):
    cproj(t, "encview", ["utf8", "trim", "ring"], "Shows files in old encodings.", src="src", tests="tests", docs="doc")
    t["tests/enc/cp037.dat"] = S.decode().encode("cp037")
    t["tests/enc/cp037.txt"] = S
    t["tests/enc/koi8r.dat"] = "привет\n".encode("koi8-r")
    t["tests/enc/koi8r.txt"] = "привет\n"
    t["tests/enc.sh"] = "#!/bin/sh\nset -e\ncd tests/enc\niconv -f IBM037 -t UTF-8 cp037.dat | diff - cp037.txt\niconv -f KOI8-R -t UTF-8 koi8r.dat | diff - koi8r.txt\n"
    t["Makefile"] = "OBJ = src/utf8.o src/trim.o src/ring.o src/main.o\nencview: $(OBJ)\n@>$(CC) -o $@ $(OBJ)\ncheck: encview\n@>sh tests/enc.sh\n"


@variant("honest-unicode-table-build-rs", False, "build.rs makes a range table from a readable Unicode data extract",
         "data/UnicodeData-extract.txt is parsed by build.rs into OUT_DIR/ranges.rs, which is include!d: plain numbers from a readable public list.",
         ["data/UnicodeData-extract.txt", "build.rs", "src/lib.rs"], None, None)
def _(t):
    rsproj(t, "upperfast", "Upper case for the common scripts.")
    t["data/UnicodeData-extract.txt"] = "".join("%04X;LATIN SMALL LETTER %s;Ll;%04X\n" % (c, chr(c - 32), c - 32) for c in range(97, 123))
    t["src/lib.rs"] = "pub mod error;\npub mod span;\npub mod words;\n\ninclude!(concat!(env!(\"OUT_DIR\"), \"/ranges.rs\"));\n"
    t["build.rs"] = r"""
use std::{env, fs};

fn main() {
    let text = fs::read_to_string("data/UnicodeData-extract.txt").unwrap();
    let mut out = String::from("pub const UPPER: &[(u32, u32)] = &[\n");
    for line in text.lines() {
        let f: Vec<&str> = line.split(';').collect();
        out += &format!("    (0x{}, 0x{}),\n", f[0], f[3]);
    }
    out += "];\n";
    fs::write(format!("{}/ranges.rs", env::var("OUT_DIR").unwrap()), out).unwrap();
}
"""
    t["Cargo.toml"] = '[package]\nname = "upperfast"\nversion = "1.4.0"\nedition = "2021"\nbuild = "build.rs"\n\n[[bench]]\nname = "words"\nharness = false\n'


@variant("honest-bootstrap-seed", False, "documented compiler seed unpacked, compiled and checked against its own output",
         "boot/stage0.c.bz2 is the C output of the previous release's compiler; make bootstrap unpacks and compiles it, rebuilds the same file from lang sources and compares, as doc/bootstrap.md explains with checksums.",
         ["boot/stage0.c.bz2", "doc/bootstrap.md", "Makefile"], "bzip2 -dc boot/stage0.c.bz2", C)
def _(t):
    cproj(t, "tinylang", ["hash", "trim", "varint"], "A self-hosting toy language.", src="rt", tests="tests", docs="doc")
    t["boot/stage0.c.bz2"] = bz2.compress(C)
    t["boot/SHA256SUMS"] = "%s  stage0.c\n" % hashlib.sha256(C).hexdigest()
    t["doc/bootstrap.md"] = "# Bootstrapping\n\n`boot/stage0.c.bz2` is what release 1.3 printed for `lang/compiler.tl`.\nTo check it: unpack, compare with `boot/SHA256SUMS`, and run\n`make bootstrap`, which compiles it, lets it compile `lang/compiler.tl`, and\nfails when the two texts differ (fixed point).\n"
    t["lang/compiler.tl"] = "# the compiler, in its own language\nfn main() { emit(parse(stdin)) }\n"
    t["lang/parse.tl"] = "fn parse(f) { tree(tokens(f)) }\n"
    t["Makefile"] = "RT = rt/hash.o rt/trim.o rt/varint.o rt/main.o\nbootstrap: build/stage0\n@>build/stage0 < lang/compiler.tl > build/stage1.c\n@>cmp build/stage0.c build/stage1.c\nbuild/stage0.c: boot/stage0.c.bz2\n@>mkdir -p build && bzip2 -dc $< > $@\n@>cd build && sha256sum -c ../boot/SHA256SUMS\nbuild/stage0: build/stage0.c $(RT)\n@>$(CC) -o $@ $^\n"


@variant("honest-perl-data-image", False, "uuencoded picture behind __DATA__ of a Perl test",
         "t/04-image.t unpacks a uuencoded comment picture from its own __DATA__ section and checks the text in memory.",
         ["t/04-image.t", "Makefile.PL"], "sed '1,/^__DATA__/d' t/04-image.t | uudecode -o /dev/stdout", S)
def _(t):
    meta(t, "Image-Note", "Reads notes in pictures.", readme="README", news="Changes")
    for m in ("Note", "Note::Text", "Note::Size"):
        t["lib/Image/%s.pm" % m.replace("::", "/")] = "package Image::%s;\nuse strict;\nuse warnings;\nour $VERSION = '1.40';\n\nsub new { bless {}, shift }\n\n1;\n" % m
    for i, m in enumerate(("Note", "Note::Text", "Note::Size"), 1):
        t["t/0%d-load.t" % i] = "use strict;\nuse warnings;\nuse Test::More tests => 1;\nuse_ok('Image::%s');\n" % m
    t["t/04-image.t"] = "use strict;\nuse warnings;\nuse Test::More tests => 1;\n\nmy $img = '';\nwhile (<DATA>) {\n    next if /^(?:begin|end|`)/;\n    $img .= unpack 'u', $_;\n}\nlike($img, qr/inert/, 'note found');\n\n__DATA__\n" + uu(S, "note.pnm")
    t["Makefile.PL"] = "use strict;\nuse warnings;\nuse ExtUtils::MakeMaker;\n\nWriteMakefile(NAME => 'Image::Note', VERSION_FROM => 'lib/Image/Note.pm', LICENSE => 'mit');\n"
    t["MANIFEST"] = "\n".join(sorted(k for k in t)) + "\n"


@variant("honest-npm-inlined-help", False, "build script inlines a compressed help text as base64 into the bundle",
         "scripts/inline.js, run by npm run build, writes assets/help.txt.gz as a base64 constant into dist/help.js, which the documented API inflates to show text; the origin assets/help.txt is next to it.",
         ["assets/help.txt.gz", "assets/help.txt", "scripts/inline.js", "package.json"], "gzip -dc assets/help.txt.gz", S)
def _(t):
    jsproj(t, "helpbundle", "Command line help in one file.")
    t["assets/help.txt"] = S
    t["assets/help.txt.gz"] = gzip.compress(S, mtime=0)
    t["scripts/inline.js"] = "'use strict';\n// dist/help.js: the help text, small enough to be inlined\nconst fs = require('fs');\nfs.mkdirSync('dist', { recursive: true });\nconst b64 = fs.readFileSync('assets/help.txt.gz').toString('base64');\nfs.writeFileSync('dist/help.js',\n  `'use strict';\\nconst zlib = require('zlib');\\nmodule.exports = () => zlib.gunzipSync(Buffer.from('${b64}', 'base64')).toString();\\n`);\n"
    t["package.json"] = '{\n  "name": "helpbundle",\n  "version": "1.4.0",\n  "main": "lib/index.js",\n  "scripts": {"build": "node scripts/inline.js", "prepare": "npm run build", "test": "node test/pick.test.js"}\n}\n'
