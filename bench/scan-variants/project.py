"""Small plausible projects, and what inert look-alikes of a fixture that becomes code in the build are made of.

Every fixture decodes to one harmless sentence (or that sentence in a comment / a tiny
container).  Nothing here fetches, deletes, or leaves the build folder."""
import base64, bz2, gzip, hashlib, io, json, lzma, os, random, struct, sys, tarfile, zipfile, zlib

SENT = "This is an inert look-alike made for a test of Xzact."
S = (SENT + "\n").encode()
SH = ("#!/bin/sh\n# %s\nexit 0\n" % SENT).encode()
C = ("/* %s */\n" % SENT).encode()
HASH = ("# %s\n" % SENT).encode()          # python, make, pkg-config, sourced shell
SLASH = ("// %s\n" % SENT).encode()        # rust, go, js, groovy
ELF = struct.pack("<4sBBBB8xHHIQQQIHHHHHH", b"\x7fELF", 2, 1, 1, 0, 0, 62, 1,
                  0, 0, 0, 0, 64, 0, 0, 0, 0, 0) + S
assert len(ELF) == 64 + len(S)

VARIANTS = []


class Tree(dict):
    def __init__(self, seed):
        super().__init__()
        self.rng = random.Random("byhand9/" + seed)
        self.exe = set()
        self.vars = {}

    def x(self, path, text):
        self[path] = text
        self.exe.add(path)

    def noise(self, n):
        return bytes(self.rng.randrange(256) for _ in range(n))


def variant(name, attack, title, story, where, decode, expect):
    def deco(fn):
        VARIANTS.append(dict(id="%02d-%s" % (len(VARIANTS) + 1, name), name=name, attack=attack, title=title,
                             story=story, where=where, decode=decode, expect=expect, fn=fn))
        return fn
    return deco


# ---------------------------------------------------------------- plausible small projects
CMODS = {
 "varint": ("size_t P_varint_put(unsigned char *out, unsigned long v);\nunsigned long P_varint_get(const unsigned char *in, size_t *used);",
"""size_t P_varint_put(unsigned char *out, unsigned long v)
{
    size_t n = 0;
    while (v >= 0x80) {
        out[n++] = (unsigned char)(v | 0x80);
        v >>= 7;
    }
    out[n++] = (unsigned char)v;
    return n;
}

unsigned long P_varint_get(const unsigned char *in, size_t *used)
{
    unsigned long v = 0;
    unsigned shift = 0;
    size_t n = 0;
    do {
        v |= (unsigned long)(in[n] & 0x7f) << shift;
        shift += 7;
    } while (in[n++] & 0x80);
    if (used) *used = n;
    return v;
}""", "unsigned char b[10]; size_t n = P_varint_put(b, 300); if (n != 2 || P_varint_get(b, &n) != 300) return 1;"),
 "crc": ("unsigned long P_crc(unsigned long crc, const unsigned char *p, size_t n);",
"""unsigned long P_crc(unsigned long crc, const unsigned char *p, size_t n)
{
    int k;
    crc = ~crc & 0xffffffffUL;
    while (n--) {
        crc ^= *p++;
        for (k = 0; k < 8; k++)
            crc = (crc & 1) ? (crc >> 1) ^ 0xedb88320UL : crc >> 1;
    }
    return ~crc & 0xffffffffUL;
}""", 'if (P_crc(0, (const unsigned char *)"123456789", 9) != 0xcbf43926UL) return 1;'),
 "ring": ("struct P_ring { unsigned char buf[256]; unsigned head, tail; };\nint P_ring_put(struct P_ring *r, unsigned char c);\nint P_ring_get(struct P_ring *r);",
"""int P_ring_put(struct P_ring *r, unsigned char c)
{
    unsigned next = (r->head + 1) & 255u;
    if (next == r->tail)
        return -1;              /* full */
    r->buf[r->head] = c;
    r->head = next;
    return 0;
}

int P_ring_get(struct P_ring *r)
{
    int c;
    if (r->tail == r->head)
        return -1;              /* empty */
    c = r->buf[r->tail];
    r->tail = (r->tail + 1) & 255u;
    return c;
}""", "static struct P_ring r; P_ring_put(&r, 7); if (P_ring_get(&r) != 7 || P_ring_get(&r) != -1) return 1;"),
 "utf8": ("size_t P_utf8_len(const char *s);",
"""size_t P_utf8_len(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        if (((unsigned char)*s & 0xc0) != 0x80)
            n++;
    return n;
}""", 'if (P_utf8_len("abc") != 3) return 1;'),
 "glob": ("int P_glob(const char *pat, const char *s);",
"""int P_glob(const char *pat, const char *s)
{
    for (; *pat; pat++, s++) {
        if (*pat == '*') {
            while (pat[1] == '*') pat++;
            do {
                if (P_glob(pat + 1, s)) return 1;
            } while (*s++);
            return 0;
        }
        if (!*s || (*pat != '?' && *pat != *s))
            return 0;
    }
    return !*s;
}""", 'if (!P_glob("a*c", "abbc") || P_glob("a?c", "ac")) return 1;'),
 "bitset": ("void P_bit_set(unsigned char *b, size_t i);\nint P_bit_get(const unsigned char *b, size_t i);\nsize_t P_bit_count(const unsigned char *b, size_t bytes);",
"""void P_bit_set(unsigned char *b, size_t i) { b[i >> 3] |= (unsigned char)(1u << (i & 7)); }
int P_bit_get(const unsigned char *b, size_t i) { return b[i >> 3] >> (i & 7) & 1; }

size_t P_bit_count(const unsigned char *b, size_t bytes)
{
    size_t i, n = 0;
    for (i = 0; i < bytes * 8; i++)
        n += (size_t)P_bit_get(b, i);
    return n;
}""", "unsigned char b[4] = {0}; P_bit_set(b, 9); if (!P_bit_get(b, 9) || P_bit_count(b, 4) != 1) return 1;"),
 "trim": ("char *P_trim(char *s);",
"""char *P_trim(char *s)
{
    char *end;
    while (*s == ' ' || *s == '\\t') s++;
    end = s + strlen(s);
    while (end > s && (end[-1] == ' ' || end[-1] == '\\n' || end[-1] == '\\t'))
        *--end = '\\0';
    return s;
}""", 'char t[] = "  hi \\n"; if (strcmp(P_trim(t), "hi")) return 1;'),
 "lev": ("unsigned P_lev(const char *a, const char *b);",
"""unsigned P_lev(const char *a, const char *b)
{
    unsigned row[128], prev, t, i, j;
    size_t lb = strlen(b);
    if (lb > 126) return ~0u;
    for (j = 0; j <= lb; j++) row[j] = j;
    for (i = 1; a[i - 1]; i++) {
        prev = row[0];
        row[0] = i;
        for (j = 1; j <= lb; j++) {
            t = row[j];
            row[j] = a[i - 1] == b[j - 1] ? prev
                   : 1 + (prev < row[j] ? (prev < row[j - 1] ? prev : row[j - 1])
                                        : (row[j] < row[j - 1] ? row[j] : row[j - 1]));
            prev = t;
        }
    }
    return row[lb];
}""", 'if (P_lev("kitten", "sitting") != 3) return 1;'),
 "days": ("long P_days(int y, int m, int d);",
"""long P_days(int y, int m, int d)
{
    long era, yoe, doy;
    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}""", "if (P_days(1970, 1, 1) != 0 || P_days(2000, 3, 1) != 11017) return 1;"),
 "hash": ("unsigned long P_hash(const char *s);",
"""unsigned long P_hash(const char *s)
{
    unsigned long h = 2166136261UL;
    while (*s) {
        h ^= (unsigned char)*s++;
        h = h * 16777619UL & 0xffffffffUL;
    }
    return h;
}""", 'if (P_hash("") != 2166136261UL || P_hash("a") == P_hash("b")) return 1;'),
}

MIT = """Copyright (c) %d the %s authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files, to deal in the software
without restriction, including the rights to use, copy, modify, merge, publish
and distribute, subject to the following condition: the above copyright notice
shall be included in all copies.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND.
"""
WHAT = ["fixes a rare off-by-one found by the nightly run", "builds with older compilers again",
        "documentation: says which calls may block", "tests: two more edge cases from the tracker",
        "no longer reads past the end of a truncated record", "portability: avoids bashisms",
        "drops an unused option", "speeds up the common path a little", "adds a man page", "new error code for short input"]


def meta(t, name, desc, license="LICENSE", news="NEWS", readme="README.md", year=2019):
    r = t.rng
    t[license] = MIT % (year, name)
    t[readme] = "# %s\n\n%s\n\n## Building\n\nSee the notes in the documentation folder; a C or script toolchain\nfrom any current distribution is enough.\n\n## Reporting problems\n\nPlease attach the input that fails; we add it to the test files.\n" % (name, desc)
    lines = []
    for minor in range(4, 0, -1):
        lines.append("%s 1.%d.%d" % (name, minor, r.randrange(9)))
        lines += ["  * " + w for w in r.sample(WHAT, 3)] + [""]
    t[news] = "\n".join(lines)


def cproj(t, name, mods, desc, src="src", inc=None, tests="tests", docs="doc", one_test=False, **kw):
    meta(t, name, desc, **kw)
    p = name.replace("-", "_")
    j = lambda d, f: (d + "/" if d else "") + f
    inc = src if inc is None else inc
    for m in mods:
        h, c, chk = [x.replace("P_", p + "_") for x in CMODS[m]]
        g = (p + "_" + m + "_h").upper()
        t[j(inc, m + ".h")] = "#ifndef %s\n#define %s\n#include <stddef.h>\n\n%s\n\n#endif\n" % (g, g, h)
        t[j(src, m + ".c")] = "/* %s: part of %s, see LICENSE */\n#include <string.h>\n#include \"%s.h\"\n\n%s\n" % (m, name, m, c)
        if not one_test:
            t[j(tests, "t_%s.c" % m)] = "#include <string.h>\n#include \"%s.h\"\n\nint main(void)\n{\n    %s\n    return 0;\n}\n" % (m, chk)
    if one_test:
        inch = "".join('#include "%s.h"\n' % m for m in mods)
        body = "".join("static int t_%s(void)\n{\n    %s\n    return 0;\n}\n\n" % (m, CMODS[m][2].replace("P_", p + "_")) for m in mods)
        t[j(tests, "all.c")] = "#include <string.h>\n#include <stdio.h>\n" + inch + "\n" + body + "int main(void)\n{\n    int bad = 0;\n" + \
            "".join("    bad += t_%s();\n" % m for m in mods) + '    printf("%d failed\\n", bad);\n    return bad;\n}\n'
    t[j(docs, "design.md")] = "# Design of %s\n\n%s\n\nThe code is split into %d parts (%s); none of them keeps\nglobal state and all of them can be used from several threads.\n" % (name, desc, len(mods), ", ".join(mods))
    t[j(docs, name + ".1")] = ".TH %s 1\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.B %s\n[options] file ...\n.SH SEE ALSO\nThe design notes in the source tree.\n" % (name.upper(), name, desc.rstrip("."), name)
    if src:
        t[j(src, "main.c")] = '#include <stdio.h>\n#include <string.h>\n%s\nint main(int argc, char **argv)\n{\n    int i;\n    if (argc < 2) {\n        fprintf(stderr, "usage: %s file ...\\n");\n        return 2;\n    }\n    for (i = 1; i < argc; i++)\n        printf("%%s %%lu\\n", argv[i], (unsigned long)strlen(argv[i]));\n    return 0;\n}\n' % ("".join('#include "%s.h"\n' % m for m in mods), name)
    return " ".join(j(src, m + ".c") for m in mods)


PYMODS = {
 "slug": ("import re\n\n\ndef slug(text):\n    \"\"\"Lower-case words joined by dashes.\"\"\"\n    return '-'.join(re.findall(r'[a-z0-9]+', text.lower()))\n", "slug('Hello, World') == 'hello-world'"),
 "chunks": ("def chunks(seq, n):\n    \"\"\"Split a sequence into pieces of at most n.\"\"\"\n    return [seq[i:i + n] for i in range(0, len(seq), n)]\n", "chunks('abcde', 2) == ['ab', 'cd', 'e']"),
 "roman": ("PAIRS = [(1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'),\n         (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]\n\n\ndef roman(n):\n    out = ''\n    for value, sign in PAIRS:\n        while n >= value:\n            out += sign\n            n -= value\n    return out\n", "roman(1994) == 'MCMXCIV'"),
 "flatten": ("def flatten(items):\n    out = []\n    for item in items:\n        if isinstance(item, (list, tuple)):\n            out.extend(flatten(item))\n        else:\n            out.append(item)\n    return out\n", "flatten([1, [2, (3,)]]) == [1, 2, 3]"),
 "median": ("def median(values):\n    s = sorted(values)\n    if not s:\n        raise ValueError('no values')\n    mid = len(s) // 2\n    return s[mid] if len(s) % 2 else (s[mid - 1] + s[mid]) / 2\n", "median([3, 1, 2]) == 2"),
 "human": ("def human(n):\n    for unit in ('B', 'K', 'M', 'G'):\n        if n < 1024:\n            return '%d%s' % (n, unit)\n        n //= 1024\n    return '%dT' % n\n", "human(2048) == '2K'"),
}


def pyproj(t, name, mods, desc, src="", tests="tests", docs="docs", **kw):
    meta(t, name, desc, **kw)
    pk = (src + "/" if src else "") + name.replace("-", "_")
    t[pk + "/__init__.py"] = '"""%s"""\n%s\n__version__ = "0.9.3"\n' % (desc, "".join("from .%s import %s\n" % (m, m) for m in mods))
    t[pk + "/__main__.py"] = "import sys\n\nfrom . import __version__\n\nif __name__ == '__main__':\n    print(__version__, sys.argv[1:])\n"
    for m in mods:
        t[pk + "/%s.py" % m] = PYMODS[m][0]
        t[tests + "/test_%s.py" % m] = "from %s import %s\n\n\ndef test_%s():\n    assert %s\n" % (name.replace("-", "_"), m, m, PYMODS[m][1])
    t[docs + "/index.rst"] = "%s\n%s\n\n%s\n\n.. toctree::\n\n   usage\n" % (name, "=" * len(name), desc)
    t[docs + "/usage.rst"] = "Usage\n=====\n\n.. code-block:: python\n\n   import %s\n   print(%s.__version__)\n" % (name.replace("-", "_"), name.replace("-", "_"))
    return pk


def rsproj(t, name, desc, **kw):
    meta(t, name, desc, **kw)
    t["src/words.rs"] = "/// Splits a line at blanks.\npub fn words(line: &str) -> Vec<&str> {\n    line.split_whitespace().collect()\n}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn two() {\n        assert_eq!(words(\"a b\"), [\"a\", \"b\"]);\n    }\n}\n"
    t["src/span.rs"] = "#[derive(Clone, Copy, Debug, PartialEq)]\npub struct Span {\n    pub start: usize,\n    pub end: usize,\n}\n\nimpl Span {\n    pub fn len(&self) -> usize {\n        self.end - self.start\n    }\n    pub fn is_empty(&self) -> bool {\n        self.start == self.end\n    }\n}\n"
    t["src/error.rs"] = "use std::fmt;\n\n#[derive(Debug)]\npub enum Error {\n    Short,\n    BadMagic(u8),\n}\n\nimpl fmt::Display for Error {\n    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {\n        match self {\n            Error::Short => write!(f, \"input too short\"),\n            Error::BadMagic(b) => write!(f, \"bad magic {b:#x}\"),\n        }\n    }\n}\n"
    t["tests/smoke.rs"] = "#[test]\nfn smoke() {\n    assert_eq!(%s::words::words(\"x y z\").len(), 3);\n}\n" % name.replace("-", "_")
    t["benches/words.rs"] = "fn main() {\n    let line = \"lorem ipsum \".repeat(1000);\n    println!(\"{}\", %s::words::words(&line).len());\n}\n" % name.replace("-", "_")
    t["examples/count.rs"] = "use std::io::Read;\n\nfn main() {\n    let mut s = String::new();\n    std::io::stdin().read_to_string(&mut s).unwrap();\n    println!(\"{}\", %s::words::words(&s).len());\n}\n" % name.replace("-", "_")


def jsproj(t, name, desc, **kw):
    meta(t, name, desc, news="CHANGELOG.md", **kw)
    t["lib/debounce.js"] = "'use strict';\n\nmodule.exports = function debounce(fn, ms) {\n  let timer = null;\n  return (...args) => {\n    clearTimeout(timer);\n    timer = setTimeout(() => fn(...args), ms);\n  };\n};\n"
    t["lib/pick.js"] = "'use strict';\n\nmodule.exports = (obj, keys) =>\n  Object.fromEntries(keys.filter((k) => k in obj).map((k) => [k, obj[k]]));\n"
    t["lib/range.js"] = "'use strict';\n\nmodule.exports = function* range(a, b, step = 1) {\n  for (let i = a; i < b; i += step) yield i;\n};\n"
    t["lib/index.js"] = "'use strict';\n\nmodule.exports = {\n  debounce: require('./debounce'),\n  pick: require('./pick'),\n  range: require('./range'),\n};\n"
    for m, e in (("pick", "assert.deepStrictEqual(pick({ a: 1, b: 2 }, ['a']), { a: 1 });"), ("range", "assert.deepStrictEqual([...range(0, 3)], [0, 1, 2]);")):
        t["test/%s.test.js" % m] = "'use strict';\n\nconst assert = require('assert');\nconst %s = require('../lib/%s');\n\n%s\n" % (m, m, e)
    t["docs/api.md"] = "# API\n\n- `debounce(fn, ms)`\n- `pick(obj, keys)`\n- `range(a, b, step)`\n"
    t["docs/contributing.md"] = "# Contributing\n\nOne change per pull request; a test for every fix.\n"


LOREM = ("the reader keeps a small window of the input and moves it forward only after the record was checked "
         "so a short file is reported at once and never read twice while the writer flushes on every boundary "
         "and leaves the last block open until the caller says that no more data will come which makes appending cheap").split()


def prose(rng, n):
    return " ".join(rng.choice(LOREM) for _ in range(n))


def bits(data):
    return [b >> (7 - k) & 1 for b in data for k in range(8)]


def rot(data, k):
    return bytes((b + k) % 256 for b in data)


BITS_AWK = r"""awk '{for(i=1;i<=length($0);i++){v=v*2+substr($0,i,1);if(++n%8==0){printf "%c",v;v=0}}}'"""
DEC_AWK = r"""awk '{printf "%c",$1}'"""
