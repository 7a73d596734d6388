#!/usr/bin/env python3
"""variants.py OUT: writes each variant to OUT/ID/, its tree and variant.json, the same bytes every time.

Whoever wrote them had access to neither the scanner's rules nor the generator in tests/Xzact.Attacks."""
from project import *
import autotools_make, tools_of_the_system, other_builds, near_misses


# ================================================================ output
def finish(v):
    t = Tree(v["name"])
    v["fn"](t)
    sub = lambda s: __import__("re").sub(r"@(%s)@" % "|".join(t.vars), lambda m: str(t.vars[m.group(1)]), s) if t.vars else s
    files = {}
    for path, body in t.items():
        if isinstance(body, str):
            if body.startswith("\n"):
                body = body[1:]
            body = sub("\n".join("\t" + l[2:] if l.startswith("@>") else l for l in body.split("\n"))).encode()
        files[path] = body
    return files, t.exe, (sub(v["decode"]) if v["decode"] else None)


def write(out):
    for v in VARIANTS:
        files, exe, dec = finish(v)
        top = os.path.join(out, v["id"])
        for path, body in sorted(files.items()):
            full = os.path.join(top, "tree", path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as f:
                f.write(body)
            os.chmod(full, 0o755 if path in exe else 0o644)
        with open(os.path.join(top, "variant.json"), "w", encoding="utf-8") as f:
            json.dump({"id": v["id"], "title": v["title"], "attack": v["attack"], "story": v["story"],
                       "where": v["where"], "decode": dec}, f, indent=2, ensure_ascii=False)
            f.write("\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: variants.py OUT")
    write(sys.argv[1])
