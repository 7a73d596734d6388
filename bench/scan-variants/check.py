#!/usr/bin/env python3
"""Runs variants.py twice (determinism), then every decode command in a scratch copy."""
import glob, hashlib, json, os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import variants


def digest(top):
    h = hashlib.sha256()
    for d, ds, fs in os.walk(top):
        ds.sort()
        for f in sorted(fs):
            p = os.path.join(d, f)
            h.update(os.path.relpath(p, top).encode() + b"\0%o\0" % (os.stat(p).st_mode & 0o777) + open(p, "rb").read() + b"\0")
    return h.hexdigest()


tmp = tempfile.mkdtemp(prefix="check-")
a, b, work = (os.path.join(tmp, n) for n in "abw")
for o in (a, b):
    subprocess.run([sys.executable, os.path.join(HERE, "variants.py"), o], check=True)
bad = []
if digest(a) != digest(b):
    bad.append("not deterministic")
folders = sorted(os.listdir(a))
if folders != [v["id"] for v in variants.VARIANTS]:
    bad.append("folders and list differ")
sent = variants.SENT.encode()
for v in variants.VARIANTS:
    top = os.path.join(a, v["id"])
    meta = json.load(open(os.path.join(top, "variant.json")))
    why = []
    n = sum(len(f) for _, _, f in os.walk(os.path.join(top, "tree")))
    if not 10 <= n <= 40:
        why.append("%d files" % n)
    for w in meta["where"]:
        if not glob.glob(os.path.join(top, "tree", w)):
            why.append("no " + w)
    if meta["decode"] is None:
        if v["attack"] or v["expect"] is not None:
            why.append("decode missing")
    else:
        copy = os.path.join(work, v["id"])
        shutil.copytree(os.path.join(top, "tree"), copy)
        r = subprocess.run(["sh", "-c", meta["decode"]], cwd=copy, capture_output=True, timeout=60)
        if r.stdout != v["expect"] or r.returncode != 0:
            why.append("rc %d got %r want %r err %r" % (r.returncode, r.stdout[:90], v["expect"][:90], r.stderr[:200]))
        if sent not in v["expect"]:
            why.append("sentence missing")
    print("%-4s %-3d %s" % ("FAIL" if why else "ok", n, v["id"]), *why)
    bad += why
shutil.rmtree(tmp)
att = sum(v["attack"] for v in variants.VARIANTS)
print("%d variants: %d attacks, %d near-misses; %s" % (len(variants.VARIANTS), att, len(variants.VARIANTS) - att, "ALL PASS" if not bad else "%d PROBLEMS" % len(bad)))
sys.exit(bool(bad))
