#!/usr/bin/env python3
"""measure.py SCANNER...: scans each variant with a command that prints `xzact scan --format json`, and prints a table.

Each tree is copied to the same neutral place first, so that no name tells what it is. An attack is found if a finding
names one of the files that take part."""
import json, os, shutil, subprocess, sys, tempfile
import variants

ORDER = ("critical", "high", "medium", "low")


def scan(command, tree):
    done = subprocess.run([*command, tree], capture_output=True, text=True)
    if not done.stdout:
        sys.exit("%s printed nothing: %s" % (" ".join(command), done.stderr))
    return json.loads(done.stdout)["findings"]


def severest(findings):
    found = {finding["severity"].lower() for finding in findings}
    return next((name for name in ORDER if name in found), "none")


def main(command):
    if not command:
        sys.exit("usage: measure.py SCANNER..., for example: measure.py xzact scan --format json")
    counts = {True: {}, False: {}}
    print("| variant | severity | rules | collectors |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as work:
        variants.write(os.path.join(work, "all"))
        for variant in variants.VARIANTS:
            tree = os.path.join(work, "tree")
            shutil.copytree(os.path.join(work, "all", variant["id"], "tree"), tree)
            findings = scan(command, tree)
            shutil.rmtree(tree)
            if variant["attack"]:
                findings = [f for f in findings if any(name in json.dumps(f) for name in variant["where"])]
            severity = severest(findings)
            counts[variant["attack"]][severity] = counts[variant["attack"]].get(severity, 0) + 1
            rules = sorted({f["ruleId"] for f in findings})
            collectors = sorted({name for f in findings for name in f["collectors"]})
            print("| %s | %s | %s | %s |" % (variant["id"], severity, ", ".join(rules), ", ".join(collectors)))
    for attack, what in ((True, "attacks"), (False, "near-misses")):
        print("%s: %d" % (what, sum(counts[attack].values())),
              *("%s %d" % (name, counts[attack].get(name, 0)) for name in (*ORDER, "none")), sep=", ")


if __name__ == "__main__":
    main(sys.argv[1:])
