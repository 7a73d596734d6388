using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Rules;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ScanAuditTests : IDisposable
{
    private static readonly byte[] s_script = "#!/bin/sh\n# INERT TEST FIXTURE\nexit 0\n"u8.ToArray();

    private readonly DirectoryInfo _tree = Directory.CreateTempSubdirectory("xzact-scan");

    public void Dispose() => _tree.Delete(recursive: true);

    private void Put(string path, byte[] content)
    {
        string file = Path.Combine(_tree.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private void Put(string path, string content) => Put(path, Encoding.Latin1.GetBytes(content));

    private CaseReport Run(string? path = null, params string[] without) => ScanAudit.Run(new()
    {
        Path = path ?? _tree.FullName,
        WithoutRules = without.ToHashSet(),
        Indicators = IndicatorList.Parse(""),
        Cancellation = TestContext.Current.CancellationToken,
    });

    // A whole stream whose bytes are exchanged, so that it is a file of no format.
    private static byte[] Disguised()
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(s_script);
        }

        return [.. stream.ToArray().Select(value => value switch { 0x1F => (byte)1, 1 => (byte)0x1F, _ => value })];
    }

    private void PutAttack(string script = "tr '\\001\\037' '\\037\\001' <$srcdir/tests/data.bin | gzip -dc | $SHELL")
    {
        Put("tests/data.bin", Disguised());
        Put("configure.ac", $"AC_INIT([demo], [1])\nAC_CONFIG_COMMANDS([demo], [\n{script}\n])\nAC_OUTPUT\n");
    }

    public static TheoryData<string, string> Samples() =>
        [.. ScanAudit.VerifySamples().Select(v => (v.RuleId, v.Sample))];

    [Fact]
    public void Sixteen_copies_of_a_project_are_sixteen_times_its_findings()
    {
        PutAttack();
        Put("README", "A demo.\n");
        string[] one = [.. Run().Findings.Select(f => $"{f.Severity} {f.RuleId} {f.Subject}")];
        foreach (string name in (string[])["README", "configure.ac", "tests/data.bin"])
        {
            byte[] content = File.ReadAllBytes(Path.Combine(_tree.FullName, name));
            File.Delete(Path.Combine(_tree.FullName, name));
            foreach (int i in Enumerable.Range(10, 16))
            {
                Put($"p{i}/{name}", content);
            }
        }

        Assert.NotEmpty(one);
        CaseReport report = Run();
        Assert.DoesNotContain(report.Results, result => result.Outcome == Outcome.Incomplete);
        Assert.Equal(
            [.. Enumerable.Range(10, 16).SelectMany(i => one.Select(line => line.Replace(
                "tests/", $"p{i}/tests/", StringComparison.Ordinal)))],
            report.Findings.Select(f => $"{f.Severity} {f.RuleId} {f.Subject}"));
    }

    [Fact]
    public void A_file_that_a_search_finds_is_followed_through_the_steps_behind_it()
    {
        PutAttack("f=`grep -arl '^@@FENCE@@' $srcdir/`\n"
            + "sed 1d \"$f\" | tr '\\001\\037' '\\037\\001' | gzip -dc | $SHELL");
        Put("tests/data.bin", [.. "@@FENCE@@\n"u8, .. Disguised()]);
        Finding finding = Assert.Single(Run().Findings);
        Assert.Equal("tests/data.bin", finding.Subject);
        Assert.True(finding.Severity >= Severity.High);
        Assert.Contains(finding.Evidence, e => e.What.Contains("the steps of the path make", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_a_line_names_which_a_search_prints_is_followed_too()
    {
        PutAttack("f=$srcdir/`grep -rh '^record one is ' $srcdir/. | sed 's/.* is //'`\n"
            + "cat $f | tr '\\001\\037' '\\037\\001' | gzip -dc | $SHELL");
        Put("doc/records.txt", "record one is tests/data.bin\nrecord two is README\n");
        Finding finding = Assert.Single(Run().Findings);
        Assert.Equal((Severity.Critical, "tests/data.bin"), (finding.Severity, finding.Subject));
        Assert.Equal(["script path", "content"], finding.Collectors);
    }

    [Fact]
    public void A_search_that_finds_many_names_none()
    {
        PutAttack("f=`grep -arl '^@@FENCE@@' $srcdir/`\n"
            + "sed 1d \"$f\" | tr '\\001\\037' '\\037\\001' | gzip -dc | $SHELL");
        foreach (int i in Enumerable.Range(0, 5))
        {
            Put($"tests/data{i}.bin", [.. "@@FENCE@@\n"u8, .. Disguised(), (byte)i]);
        }

        Assert.DoesNotContain(
            Run().Findings.SelectMany(f => f.Evidence),
            e => e.What.Contains("the steps of the path make", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_judged_as_it_says(string ruleId, string sample)
    {
        RuleVerification result = ScanAudit.VerifySamples().Single(v => v.RuleId == ruleId && v.Sample == sample);
        Assert.True(result.Passed, result.Detail);
    }

    [Fact]
    public void One_finding_tells_file_path_and_content()
    {
        PutAttack();
        Finding finding = Assert.Single(Run().Findings);
        Assert.Equal((Severity.Critical, "tests/data.bin"), (finding.Severity, finding.Subject));
        Assert.Equal(["script path", "content"], finding.Collectors);
        Assert.Contains("D16", finding.TogetherWith.Append(finding.RuleId));
        Assert.Contains(finding.Evidence, e => e is { Path: "configure.ac", Line: 3 });
        Assert.Contains(finding.Evidence, e =>
            e.What.StartsWith("the steps of the path make 38 bytes of script", StringComparison.Ordinal)
            && e.What.Contains(Convert.ToHexStringLower(SHA256.HashData(s_script)), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_left_without_a_rule_is_at_most_what_the_others_say()
    {
        PutAttack();
        Finding finding = Assert.Single(Run().Findings);

        // A fact of a script that is told with the story (D14) weighs nothing in it.
        Assert.Equal(
            finding.TogetherWith.Append(finding.RuleId).Except(["D14"]).Order(), finding.SeverityByRule.Keys.Order());
        Assert.True(finding.SeverityByRule.Count > 1);
        (Severity Others, Severity Left)[] all = [.. finding.SeverityByRule.Keys.Select(rule => (
            finding.SeverityByRule.Where(pair => pair.Key != rule).Max(pair => pair.Value),
            Assert.Single(Run(without: rule).Findings).Severity))];
        Assert.All(all, pair => Assert.True(pair.Left <= pair.Others));
        Assert.Contains(all, pair => pair.Left < pair.Others);
    }

    [Theory]
    [InlineData("build.sh", Severity.High)]
    [InlineData("tests/check.sh", Severity.Medium)]
    public void A_transform_that_only_tests_name_is_a_guess(string script, Severity severity)
    {
        Put("tests/data.bin", Disguised());
        Put(script, "#!/bin/sh\ntr '\\001\\037' '\\037\\001' <\"$1\" | gzip -dc | cmp - \"$2\"\n");
        Assert.Equal((severity, "D29"), Assert.Single(Run().Findings.Select(f => (f.Severity, f.RuleId))));
    }

    [Fact]
    public void Opaque_files_that_are_not_accounted_for_are_named_with_most_bytes_first()
    {
        Put("a.bin", "\0\u0001\u0002");
        Put("b.bin", "\0\u0001\u0002\u0003\u0004");
        Put("c.txt", "text");
        ScanCoverage scanned = Run().Scanned!;
        Assert.Equal([("b.bin", 5L), ("a.bin", 3L)], scanned.Unaccounted.Select(file => (file.Path, file.Bytes)));
        Assert.Equal(scanned.UnaccountedBytes, scanned.Unaccounted.Sum(file => file.Bytes));
    }

    [Fact]
    public void The_suffix_of_objects_is_no_pattern()
    {
        Put("tests/data.bin", Disguised());
        Put("doc/data.texi", "text\n");
        Put("Makefile", "all: data.$(OBJEXT)\n\tgzip -dc data.$(OBJEXT) | sh\n");
        Assert.DoesNotContain(Run().Findings, f => f.Subject == "doc/data.texi"
            || f.Collectors.Contains("script path"));
    }

    [Fact]
    public void Files_that_tests_leave_under_one_name_are_not_one_file()
    {
        Put("tests/data.bin", Disguised());
        Put("tests/a.sh", "#!/bin/sh\ngzip -dc data.bin >stdout\n");
        Put("tests/b.sh", "#!/bin/sh\n./make-it >x\n. ./stdout\n");
        Assert.DoesNotContain(Run().Findings, f => f.Collectors.Contains("script path"));
    }

    // No detector knows the sentence that our samples hold.
    [Fact]
    public void What_the_payload_says_does_not_matter()
    {
        Put("tests/data.bin", Convert.FromBase64String("AQIDBAUGBwgJCgsMDQ4P/////wABAgM="));
        Put("build.sh", "#!/bin/sh\nbase64 -d <tests/data.bin | sh\n");
        Assert.Equal(Severity.High, Assert.Single(Run().Findings).Severity);
    }

    [Theory]
    [InlineData("Makefile.am", "x.c: $(srcdir)/tests/data.bin\n\tgzip -dc $< >$@\nx.o: x.c\n\t$(CC) -c x.c -o x.o\n")]
    [InlineData("Makefile", "CMD = gzip -dc tests/data.bin\nall:\n\t@$(CMD) | sh\n")]
    [InlineData("Makefile", "X := $(shell gzip -dc tests/data.bin | sh)\n")]
    [InlineData("CMakeLists.txt", "execute_process(COMMAND gzip -dc ${CMAKE_SOURCE_DIR}/tests/data.bin COMMAND sh)\n")]
    [InlineData("CMakeLists.txt",
        "add_custom_command(OUTPUT x.c COMMAND gzip -dc tests/data.bin > x.c)\nadd_library(x x.c)\n")]
    [InlineData("meson.build", "run_command('sh', '-c', 'gzip -dc tests/data.bin | sh')\n")]
    [InlineData("meson.build",
        "x = custom_target('x', input: 'tests/data.bin', output: 'x.c', capture: true, "
        + "command: ['gzip', '-dc', '@INPUT@'])\n"
        + "executable('y', x)\n")]
    [InlineData("package.json", "{\"scripts\": {\"postinstall\": \"gzip -dc tests/data.bin | sh\"}}")]
    [InlineData("debian/rules", "#!/usr/bin/make -f\nbuild:\n\tgzip -dc tests/data.bin | sh\n")]
    [InlineData("demo.spec", "%build\ngzip -dc tests/data.bin | sh\n")]
    [InlineData("setup.py", "import gzip\nexec(gzip.decompress(open('tests/data.bin', 'rb').read()))\n")]
    [InlineData("m4/demo.m4", "AC_DEFUN([DEMO_RUN], [\n  gzip -dc $1 | $SHELL\n])\nDEMO_RUN([tests/data.bin])\n")]
    [InlineData("build.sh", "#!/bin/sh\ncat >run <<'E'\ngzip -dc tests/data.bin | sh\nE\nsh run\n")]
    [InlineData("build.sh", "#!/bin/sh\necho 'gzip -dc tests/data.bin | sh' >run.sh\nchmod +x run.sh\n./run.sh\n")]
    [InlineData("build.sh", "#!/bin/sh\ncp tests/data.bin a\nmv a b\nln -s b c\ngzip -dc c | sh\n")]
    [InlineData("build.sh", "#!/bin/sh\nfind tests -name data.bin -exec gzip -dc {} \\; | sh\n")]
    [InlineData("build.sh", "#!/bin/sh\nls tests/data.bin | xargs gzip -dc | sh\n")]
    [InlineData("build.sh", "#!/bin/sh\nn=data; gzip -dc \"tests/${n}.bin\" > x.sh; . ./x.sh\n")]
    [InlineData("build.sh", "#!/bin/sh\nf=tests/x.bin.gz; f=${f##*/}; f=data.bin; zstd -dc tests/$f | bash -s\n")]
    public void A_path_is_found_in(string file, string text)
    {
        Put("tests/data.bin", Disguised());
        Put(file, text);
        Finding[] found = [.. Run().Findings];
        Assert.Contains(found, f => f is { Severity: >= Severity.High } && f.Collectors.Contains("script path"));
    }

    // One model of programs: what is read, what decodes it, and where it goes, through variables and functions.
    [Theory]
    [InlineData("setup.py", "import zlib\n\ndef load(name):\n    with open(name, 'rb') as f:\n"
        + "        return f.read()\n\n"
        + "def hook():\n    text = zlib.decompress(load('tests/data.bin'))\n    exec(text)\n")]
    [InlineData("setup.py", "from pathlib import Path\nraw = Path('tests/data.bin').read_bytes()\nout = []\n"
        + "for i in range(0, len(raw), 8):\n    value = 0\n    for b in raw[i:i + 8]:\n"
        + "        value = (value << 1) | (b & 1)\n"
        + "    out.append(value)\nPath('pkg/late.py').write_bytes(bytes(out))\n")]
    [InlineData("setup.py", "import subprocess, sys\nDATA = 'tests/data.bin'\nraw = open(DATA, 'rb').read()\n"
        + "code = ''.join(chr(b ^ 90) for b in raw)\nsubprocess.run([sys.executable, '-c', code])\n")]
    [InlineData("setup.py", "raw = open('tests/data.bin').read()\nbits = ''\nfor line in raw.split():\n"
        + "    if line.isupper():\n        bits += '1'\n    else:\n        bits += '0'\n"
        + "text = int(bits, 2).to_bytes(9, 'big')\nwith open('m4/late.m4', 'wb') as out:\n    out.write(text)\n")]
    [InlineData("package.json", "{\"scripts\": {\"prepare\": \"node tools/gen.js\"}}", "tools/gen.js",
        "const fs = require('fs');\nconst unfold = (data) => {\n  let s = '';\n  for (const b of data) {\n"
        + "    s += String.fromCharCode(b ^ 7); // one\n  }\n  return s;\n};\n"
        + "const picture = fs.readFileSync('tests/data.bin');\neval(unfold(picture));\n")]
    [InlineData("package.json", "{\"scripts\": {\"install\": \"node tools/gen.js\"}}", "tools/gen.js",
        "const { gunzipSync } = require('zlib'), fs = require('fs');\n"
        + "fs.writeFileSync('lib/binding.node', gunzipSync(fs.readFileSync('tests/data.bin')));\n")]
    [InlineData("build.rs", "use std::fs;\nfn main() {\n    let raw = fs::read(\"tests/data.bin\").unwrap();\n"
        + "    let text: Vec<u8> = raw.iter().map(|b| b ^ 0x2a).collect();\n"
        + "    fs::write(\"src/late.rs\", &text).unwrap();\n}\n")]
    [InlineData("extconf.rb", "require 'zlib'\nraw = File.binread('tests/data.bin')\ntext = Zlib.inflate(raw)\n"
        + "instance_eval(text)\n")]
    [InlineData("Makefile.PL", "use strict;\nopen my $fh, '<', 'tests/data.bin' or die;\nmy $raw = join '', <$fh>;\n"
        + "my $text = unpack('u', 'tests/data.bin');\neval $text;\n")]
    [InlineData("CMakeLists.txt", "file(READ tests/data.bin hex HEX)\n"
        + "string(REGEX MATCHALL \"..\" bytes ${hex})\nforeach(b ${bytes})\n  math(EXPR n \"0x${b} ^ 90\")\n"
        + "  string(ASCII ${n} c)\n  string(APPEND text ${c})\nendforeach()\n"
        + "file(WRITE late.cmake \"${text}\")\ninclude(late.cmake)\n")]
    [InlineData("meson.build", "late = run_command('python3', 'tools/late.py')\n", "tools/late.py",
        "import base64\nexec(base64.b64decode(open('tests/data.bin').read()))\n")]
    [InlineData("Makefile", "all:\n\tawk -f tools/late.awk tests/data.bin | sh\n", "tools/late.awk",
        "{ n = 0\n  for (i = 1; i <= 8; i++) n = n * 2 + ($i == \"x\")\n  printf \"%c\", n }\n")]
    [InlineData("Makefile", "all:\n\tsed -f tools/late.sed tests/data.bin | sh\n", "tools/late.sed",
        "y/abcdefgh/badcfehg/\n")]
    public void A_program_is_followed_in(string file, string text, string helper = "", string program = "")
    {
        Put("tests/data.bin", Disguised());
        Put(file, text);
        if (helper.Length > 0)
        {
            Put(helper, program);
        }

        Finding[] found = [.. Run().Findings];
        Assert.Contains(found, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" }
            && f.Collectors.Contains("script path"));
    }

    // What honest programs do with data: tables, copies, versions, checks, services of the same calls.
    [Theory]
    [InlineData("setup.py", "import zlib\nraw = zlib.decompress(open('tests/data.bin', 'rb').read())\n"
        + "with open('table.c', 'w') as out:\n    out.write(', '.join('0x%02x' % b for b in raw))\n")]
    [InlineData("setup.py", "import subprocess\nsubprocess.check_call(['cp', 'tests/data.bin', 'share/data.bin'])\n"
        + "exec(open('pkg/version.py').read())\n")]
    [InlineData("setup.py", "import hashlib, subprocess\nraw = open('tests/data.bin', 'rb').read()\n"
        + "assert hashlib.sha256(raw).hexdigest()[:4] == 'abcd'\ncode = chr(65) + 'x'\n"
        + "subprocess.run(['echo', code])\n")]
    [InlineData("build.rs", "fn main() {\n    println!(\"cargo:rerun-if-changed=tests/data.bin\");\n"
        + "    cc::Build::new().file(\"src/a.c\").compile(\"a\");\n}\n")]
    [InlineData("CMakeLists.txt", "file(READ tests/data.bin hex HEX)\nstring(LENGTH \"${hex}\" n)\n"
        + "message(STATUS ${n})\n")]
    [InlineData("extconf.rb", "require 'mkmf'\nraw = File.binread('tests/data.bin')\nputs raw.size\n"
        + "eval('1 + 1')\ncreate_makefile('a')\n")]
    public void An_honest_program_is_passed_in(string file, string text)
    {
        Put("tests/data.bin", "\0\u0001\u0002\u0003\u0004\u0005");
        Put(file, text);
        Assert.DoesNotContain(Run().Findings, f => f.Severity > Severity.Low);
    }

    [Theory]
    [InlineData("Makefile.am", "check-local:\n\tgzip -dc tests/data.bin | sh\n")]
    [InlineData("tests/run.sh", "#!/bin/sh\ngzip -dc data.bin | sh\n")]
    [InlineData("build.sh", "#!/bin/sh\ngzip -dc tests/data.bin | cmp - expected\n")]
    [InlineData("build.sh", "#!/bin/sh\n# gzip -dc tests/data.bin | sh\necho 'gzip -dc tests/data.bin | sh'\n")]
    [InlineData("build.sh", "#!/bin/sh\ninstall -m 644 tests/data.bin $DESTDIR/share/data.bin\n")]
    [InlineData("CMakeLists.txt", "file(COPY tests/data.bin DESTINATION ${CMAKE_BINARY_DIR})\n")]
    public void No_path_is_found_in(string file, string text)
    {
        Put("tests/data.bin", "\0\u0001\u0002\u0003\u0004\u0005");
        Put(file, text);
        Assert.DoesNotContain(Run().Findings, f => f.Severity > Severity.Low);
    }

    [Theory]
    [InlineData("Makefile.am", "Makefile.am")]
    [InlineData("lib/Makefile.am", "src/Makefile.am")]
    [InlineData("lib/build.sh", "src/build.sh")]
    public void Two_files_of_one_name_are_told_apart(string reads, string runs)
    {
        Put("lib/demo.in", "lines\nof text\n");
        Put("src/demo.in", "other\nlines\n");
        Put("demo.in", "more\n");
        Put("tests/data.bin", Disguised());
        Put(reads, $"{(reads.EndsWith(".sh", StringComparison.Ordinal) ? "#!/bin/sh\n" : "all:\n\t")}"
            + "gzip -dc tests/data.bin >demo.in\n");
        string run = runs.EndsWith(".sh", StringComparison.Ordinal) ? "#!/bin/sh\nsh demo.in\n"
            : "all:\n\tsh demo.in\n";
        Put(runs, reads == runs ? $"all:\n\tgzip -dc tests/data.bin >demo.in\n\tsh demo.in\n" : run);
        Assert.Equal(
            reads == runs, Run().Findings.Any(f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" }));
    }

    [Fact]
    public void A_file_of_a_folder_is_the_one_that_is_named_with_the_folder()
    {
        Put("src/demo.in", "lines\n");
        Put("tests/data.bin", Disguised());
        Put("src/Makefile.am", "all:\n\tgzip -dc ../tests/data.bin >demo.in\n");
        Put("build.sh", "#!/bin/sh\nsh src/demo.in\n");
        Assert.Contains(Run().Findings, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" });
    }

    [Fact]
    public void Patterns_of_make_in_two_makefiles_are_two()
    {
        Put("tests/data.bin", Disguised());
        Put("doc/Makefile", "%.c: %.in\n\tgzip -dc tests/data.bin >$@\n");
        Put("src/Makefile", "%.o: %.c\n\t$(CC) -c -o $@ $<\n");
        Assert.DoesNotContain(Run().Findings, f => f.Severity > Severity.Medium);
        Put("doc/Makefile", "%.c: %.in\n\tgzip -dc tests/data.bin >$@\n%.o: %.c\n\t$(CC) -c -o $@ $<\n");
        Assert.Contains(Run().Findings, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" });
    }

    [Fact]
    public void Exchanging_neighbouring_bytes_is_a_transform()
    {
        Put("tests/data.bin", "\0\u0001\u0002\u0003\u0004\u0005");
        Put("build.sh", "#!/bin/sh\ndd if=tests/data.bin conv=swab of=late.sh\nsh late.sh\n");
        Assert.Contains(Run().Findings, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" });
    }

    [Fact]
    public void Each_of_two_equal_searches_has_its_own_fingerprint()
    {
        Put("build.sh", "#!/bin/sh\nx=`find . -name '*.x'`; $x\ny() {\nx=`find . -name '*.x'`; $x\n}\n");
        Finding[] found = [.. Run().Findings];
        Assert.True(found.Length > 1);
        Assert.Equal(found.Length, found.Select(f => f.Fingerprint).Distinct().Count());
        Put("build.sh", "#!/bin/sh\nx=`find . -name '*.x'`; $x\n");
        Assert.Contains(Assert.Single(Run().Findings).Fingerprint, found.Select(f => f.Fingerprint));
    }

    [Fact]
    public void A_condition_about_packages_is_listed()
    {
        PutAttack("if test -f debian/rules; then\ngzip -dc tests/data.bin | sh\nfi");
        Finding finding = Assert.Single(Run().Findings);
        Assert.Contains(finding.Evidence, e => e.What.Contains("whether a package is being built",
            StringComparison.Ordinal)
            && e is { Path: "configure.ac", Line: 3 });
    }

    [Fact]
    public void An_archive_is_scanned_like_its_folder()
    {
        PutAttack();
        string zip = Path.Combine(_tree.FullName, "..", _tree.Name + ".zip");
        ZipFile.CreateFromDirectory(_tree.FullName, zip);
        try
        {
            Assert.Equal(Run().Findings.Select(f => f.Fingerprint), Run(zip).Findings.Select(f => f.Fingerprint));
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [Fact]
    public void A_tree_has_a_digest_that_one_byte_changes()
    {
        Put("a.txt", "one");
        CaseInput before = Assert.Single(Run().Inputs);
        Assert.Equal("1 file, digest of their list", before.Format);
        Put("a.txt", "two");
        Assert.NotEqual(before.Sha256, Assert.Single(Run().Inputs).Sha256);
    }

    [Fact]
    public void A_published_indicator_ends_the_scan_before_anything_is_decoded()
    {
        PutAttack();
        CaseReport report = ScanAudit.Run(new()
        {
            Path = _tree.FullName,
            Indicators = IndicatorList.Parse(
                "file-sha256 | " + Convert.ToHexStringLower(SHA256.HashData(Disguised()))
                    + " | x | 2025-01-01 | TEST-1 | test"),
        });
        Assert.Equal("D00", Assert.Single(report.Findings).RuleId);
        Assert.Null(report.Scanned);
    }

    [Fact]
    public void A_rule_that_is_left_out_finds_nothing()
    {
        PutAttack();
        string[] all = [.. RuleCatalog.StoryRuleIds];
        Assert.Empty(Run(null, all).Findings);
        Assert.NotEmpty(Run(null, [.. all.Where(id => id != "D18")]).Findings);
    }

    [Fact]
    public void Nothing_to_scan_is_said()
    {
        Assert.True(Assert.Throws<AuditInputException>(() => Run()).NothingToExamine);
        Assert.Throws<AuditInputException>(() => Run(Path.Combine(_tree.FullName, "none")));
        Put("empty", "");
        Assert.True(Assert.Throws<AuditInputException>(() => Run(Path.Combine(_tree.FullName, "empty")))
            .NothingToExamine);
    }

    [Theory]
    [InlineData("build.sh", "#!/bin/sh\necho\n")]
    [InlineData("a.tar.gz", "no archive at all")]
    public void What_is_no_archive_is_an_error_as_for_a_release(string name, string text)
    {
        Put(name, text);
        AuditInputException error = Assert.Throws<AuditInputException>(() => Run(Path.Combine(_tree.FullName, name)));
        Assert.False(error.NothingToExamine);
        Assert.Contains("not an archive", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_breaks_off_is_incomplete()
    {
        Put("cut.tar.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x63]);
        Assert.True(Run(Path.Combine(_tree.FullName, "cut.tar.gz")).IsIncomplete);
    }

    [Fact]
    public void A_script_over_the_limit_leaves_the_scan_incomplete()
    {
        Put("build.sh", "#!/bin/sh\n" + new string(' ', 100));
        CaseReport report = ScanAudit.Run(new() { Path = _tree.FullName, MaxScriptBytes = 50 });
        Assert.True(report.IsIncomplete);
        Assert.Contains(report.NotLookedAt, o => o is { What: "build.sh", IsOutOfScope: false });
    }

    [Theory]
    [InlineData("build.sh", "#!/bin/sh\n", "$(", 60_000)]
    [InlineData("build.sh", "#!/bin/sh\n", "a | ", 100_000)]
    [InlineData("build.sh", "#!/bin/sh\neval ", "eval ", 50_000)]
    [InlineData("build.sh", "#!/bin/bash\n", "a[ ", 300_000)]
    [InlineData("build.sh", "#!/bin/bash\n", "a[ $(", 30_000)]
    [InlineData("build.sh", "#!/bin/bash\n", "a[ x ]=`", 30_000)]
    [InlineData("configure.ac", "", "AC_X([", 50_000)]
    [InlineData("configure.ac", "", "AC_X(", 50_000)]
    [InlineData("configure.ac", "AC_DEFUN([A_A], [A_A A_A])\n", "A_A\n", 1_000)]
    [InlineData("Makefile", "A = $(A)$(A)$(A)\nall:\n\t", "$(A)", 10_000)]
    [InlineData("Makefile", "include Makefile\n", "$(shell $(", 20_000)]
    [InlineData("CMakeLists.txt", "include(./CMakeLists.txt)\n", "if(", 50_000)]
    [InlineData("meson.build", "", "a(", 50_000)]
    [InlineData("meson.build", "a = ", "[", 50_000)]
    [InlineData("package.json", "", "[", 50_000)]
    [InlineData("setup.py", "", "exec('", 50_000)]
    [InlineData("build.sh", "#!/bin/sh\n. ./build.sh\n", "\xFF\xFE\u009B31m", 10_000)]
    public void Hostile_scripts_end(string file, string head, string part, int times)
    {
        Put(file, head + string.Concat(Enumerable.Repeat(part, times)));
        Assert.NotNull(Run().Scanned);
    }

    [Fact]
    public void A_script_whose_end_cannot_be_parsed_is_followed_before_it()
    {
        Put("tests/data.bin", Disguised());
        Put("build.sh", "#!/bin/sh\ngzip -dc tests/data.bin | sh\nexit 0\n" + string.Concat(Enumerable.Repeat("f() { ",
            10_000)) + "((");
        Assert.Contains(Run().Findings, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" });
    }

    [Fact]
    public void Folders_nested_deeper_than_a_path_is_long_are_an_error_that_says_so()
    {
        const int Depth = 30;
        string inner = Path.Combine(_tree.FullName, "in");
        string outer = Path.Combine(_tree.FullName, "out");
        Directory.CreateDirectory(inner);
        for (int i = 0; i < Depth; i++)
        {
            Directory.CreateDirectory(outer);
            Directory.Move(inner, Path.Combine(outer, new string('a', 200)));
            Directory.Move(outer, inner);
        }

        AuditInputException error = Assert.Throws<AuditInputException>(() => Run());
        for (int i = 0; i < Depth; i++)
        {
            Directory.Move(Path.Combine(inner, new string('a', 200)), outer);
            Directory.Delete(inner);
            Directory.Move(outer, inner);
        }

        Assert.Contains("nested deeper", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_of_sed_that_nothing_decides_is_no_disguised_copy()
    {
        Put("data.txt", "text\n");
        Put("build.sh", "#!/bin/sh\nsed \"$1\" data.txt | sh\n");
        Assert.DoesNotContain(Run().Findings, f => f.Severity > Severity.Low);
        Put("build.sh", "#!/bin/sh\nsed n data.txt | sh\n");
        Assert.Contains(Run().Findings, f => f.Severity > Severity.Low);
    }

    [Theory]
    [InlineData("scripts/demo-test.sh", true)]
    [InlineData("scripts/test_demo.sh", true)]
    [InlineData("scripts/demo.sh", false)]
    [InlineData("scripts/latest.sh", false)]
    public void A_script_that_is_named_as_a_test_is_one_unless_the_build_runs_it(string script, bool isTest)
    {
        Put("tests/data.bin", "\0\u0001\u0002\u0003\u0004\u0005");
        Put(script, "#!/bin/sh\ngzip -dc tests/data.bin | python3 scripts/check.py -\n");
        Assert.Equal(isTest ? Severity.Low : Severity.High, Assert.Single(Run().Findings).Severity);
        Put("Makefile", $"all:\n\tsh {script}\n");
        Assert.Equal(Severity.High, Assert.Single(Run().Findings).Severity);
    }

    [Fact]
    public void What_the_build_leaves_for_a_test_is_the_same_file()
    {
        Put("tests/data.bin", Disguised());
        Put("build.sh", "#!/bin/sh\ntr '\\001\\037' '\\037\\001' <tests/data.bin | gzip -dc >late\n");
        Put("tests/run.sh", "#!/bin/sh\nsh late\n");
        Assert.Contains(Run().Findings, f => f is { Severity: >= Severity.High, Subject: "tests/data.bin" }
            && f.Collectors.Contains("script path"));
    }
}
