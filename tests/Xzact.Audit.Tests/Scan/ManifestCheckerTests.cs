using System.Security.Cryptography;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

/// <summary>A list beside a tree, from end to end.</summary>
public sealed class ManifestCheckerTests : IDisposable
{
    private static readonly byte[] s_opaque = [0, 1, 2, 3, 255, 0, 9];
    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(s_opaque));

    private readonly DirectoryInfo _tree = Directory.CreateTempSubdirectory("xzact-manifest");

    public ManifestCheckerTests()
    {
        Put("tests/a.bin", s_opaque);
        Put("tests/a.sh", "#!/bin/sh\ncmp a.bin \"$1\"\n"u8.ToArray());
        Put("make.sh", "#!/bin/sh\nprintf x > tests/a.bin\n"u8.ToArray());
    }

    public void Dispose() => _tree.Delete(recursive: true);

    private void Put(string path, byte[] content)
    {
        string file = Path.Combine(_tree.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    private CaseReport Run(params OpaqueManifestEntry[] entries) => ScanAudit.Run(new()
    {
        Path = _tree.FullName,
        Manifest = new("list.json", s_sha256, entries),
        Indicators = IndicatorList.Parse(""),
        Cancellation = TestContext.Current.CancellationToken,
    });

    private static OpaqueManifestEntry Entry(string file = "tests/a.bin") =>
        new(file, s_sha256, "bytes", "make.sh", "run it", "tests/a.sh", "make.sh");

    private string Kinds(params OpaqueManifestEntry[] entries) =>
        string.Join(' ', Run(entries).Scanned!.Manifest!.Differences.Select(d => d.Kind));

    [Fact]
    public void A_list_whose_claims_hold_has_no_difference()
    {
        CaseReport report = Run(Entry());
        Assert.Equal((1, 1), (report.Scanned!.Manifest!.Listed, report.Scanned.Manifest.Agreeing));
        Assert.Empty(report.Findings);
        Assert.Equal(Outcome.Clean, Assert.Single(report.Results, r => r.CheckId == "D50").Outcome);
    }

    [Fact]
    public void Each_difference_is_found()
    {
        Assert.Equal("Unlisted", Kinds());
        Assert.Equal("Gone", Kinds(Entry(), Entry("tests/b.bin")));
        Assert.Equal("Gone", Kinds(Entry(), Entry("../tests/a.bin")));
        Assert.Equal("OtherContent", Kinds(Entry() with { Sha256 = new('0', 64) }));
        Assert.Equal("Unfilled", Kinds(Entry() with { What = " " }));
        Assert.Equal("Unfilled", Kinds(Entry() with { CheckedBy = "" }));
        Assert.Equal("NoTest", Kinds(Entry() with { CheckedBy = "tests/b.sh" }));
        Assert.Equal("NoGenerator", Kinds(Entry() with { Generator = "no.sh" }));
        Put("other.sh", "exit 0 # a.bin.orig\n"u8.ToArray());
        Assert.Equal("TestSilent", Kinds(Entry() with { CheckedBy = "other.sh" }));
        Assert.Equal("GeneratorSilent", Kinds(Entry() with { Generator = "other.sh" }));
        Assert.Equal("Text", Kinds(Entry(), Entry("other.sh")));
    }

    [Fact]
    public void What_the_list_says_of_a_test_lowers_nothing_and_a_test_that_is_found_does()
    {
        Assert.Equal(Severity.Low, Assert.Single(Run().Findings).Severity);
        File.Delete(Path.Combine(_tree.FullName, "tests/a.sh"));
        Assert.Equal(Severity.Medium, Assert.Single(Run().Findings).Severity);
        Assert.Contains(Run(Entry()).Findings, f => f is { RuleId: "D50", Severity: Severity.Medium });
    }

    [Fact]
    public void No_finding_of_another_rule_weighs_less_for_a_list()
    {
        Put("configure.ac", "AC_INIT([a],[1])\nAC_CONFIG_COMMANDS([a],[tail -c +2 tests/a.bin | sh])\n"u8.ToArray());
        string[] Others(CaseReport report) =>
            [.. report.Findings.Where(f => f.RuleId != "D50").Select(f => $"{f.Severity} {f.RuleId} {f.Fingerprint}")];
        string[] with = Others(Run(Entry()));
        Assert.NotEmpty(with);
        Assert.Equal(Others(Run()), with);
    }

    [Fact]
    public void A_first_list_has_digests_and_the_test_that_names_a_file_and_keeps_what_holds()
    {
        Put("tests/b.bin", [.. s_opaque, 1]);
        OpaqueManifest? drafted = null;
        ScanRequest request = new()
        {
            Path = _tree.FullName,
            Drafted = list => drafted = list,
            Indicators = IndicatorList.Parse(""),
            Cancellation = TestContext.Current.CancellationToken,
        };
        Assert.Null(ScanAudit.Run(request).Scanned!.Manifest);
        Assert.Equal(
            [("tests/a.bin", "tests/a.sh", ""), ("tests/b.bin", "", "")],
            drafted!.Entries.Select(e => (e.File, e.CheckedBy, e.What)));
        Assert.Equal(s_sha256, drafted.Entries[0].Sha256);
        ScanAudit.Run(request with
        {
            Manifest = new("l", "", [Entry(), Entry("tests/b.bin")]),
        });
        Assert.Equal(["bytes", ""], drafted.Entries.Select(e => e.What));
    }

    [Fact]
    public void A_list_among_the_tests_is_no_test()
    {
        File.Delete(Path.Combine(_tree.FullName, "tests/a.sh"));
        Put("tests/list.json", "tests/a.bin"u8.ToArray());
        ScanRequest request = new()
        {
            Path = _tree.FullName,
            Manifest = new("list.json", s_sha256, []),
            ManifestPath = Path.Combine(_tree.FullName, "tests", "list.json"),
            Indicators = IndicatorList.Parse(""),
            Cancellation = TestContext.Current.CancellationToken,
        };
        Assert.Null(Assert.Single(ScanAudit.Run(request).Scanned!.Manifest!.Differences).NamedBy);
    }
}
