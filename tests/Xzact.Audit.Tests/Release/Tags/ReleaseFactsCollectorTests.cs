using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.Tests.Release.Tags;

/// <summary>Rules D06 to D09 over whole audits: ignore rules, signatures, versions.</summary>
public sealed class ReleaseFactsCollectorTests
{
    private const string Macro = "AC_DEFUN([HOST], [uname])\n";

    // A version 4 signature packet of no algorithm, which names the key 11...11 in its first area.
    private static readonly byte[] s_packet = Packet(0x11);

    private static byte[] Packet(byte key) =>
    [
        0x88, 34, 4, 0, 1, 8, 0, 23, 22, 33, 4, .. Enumerable.Repeat(key, 20), 0, 0, 0, 0, 0,
    ];

    private static string Armored(byte[] packet) => "-----BEGIN PGP SIGNATURE-----\nComment: made by a test\n\n"
        + Convert.ToBase64String(packet) + "\n=AAAA\n-----END PGP SIGNATURE-----\n";

    private static Shipped File(string path, string content) => new(path, content);

    [Theory]
    [InlineData(true, "*.m4", true)]
    [InlineData(true, "/m4/", true)]
    [InlineData(true, "!host.m4", false)]
    [InlineData(true, "other.m4", false)]
    [InlineData(false, "host.m4", false)]
    public void An_unexplained_file_behind_a_new_ignore_rule_is_low(bool isNew, string rule, bool expected)
    {
        using ReleaseFixture release = new(
        [
            ("Begin", [File("configure.ac", "AC_INIT([demo], [1.0])\n"), File("a.txt", "one line of text\n"),
                File(".gitignore", isNew ? "*.o\n" : $"*.o\n{rule}\n")]),
            ("Release", [File(".gitignore", $"*.o\n{rule}\n"), File("b.txt", "another line\n")]),
        ]);
        Age(release);
        release.Add("m4/host.m4", Macro);
        CaseReport report = release.Audit();
        Assert.DoesNotContain(report.NotLookedAt, o => o.What.Contains("ignore rules", StringComparison.Ordinal));
        Finding[] findings = [.. report.Findings.Where(f => f.RuleId == "D06")];
        Assert.Equal(expected ? ["m4/host.m4"] : [], findings.Select(f => f.Subject));
        Assert.All(findings, f => Assert.Equal(
            (Severity.Low, ".gitignore", 2), (f.Severity, f.Evidence[0].Path, f.Evidence[0].Line)));
    }

    // The first commit becomes two years older than the second; the tag is set anew.
    private static void Age(ReleaseFixture release)
    {
        string first = release.Git("rev-list", "--max-parents=0", "v1.0").Trim();
        string tree = release.Git("rev-parse", $"{first}^{{tree}}").Trim();
        string last = release.Git("rev-parse", "v1.0^{tree}").Trim();
        string old = release.Git(
            "-c", "user.name=t", "-c", "user.email=t@example.org", "hash-object", "-t", "commit", "-w",
            Commit(release, tree, null, 1_500_000_000)).Trim();
        string now = release.Git("hash-object", "-t", "commit", "-w", Commit(release, last, old, 1_570_000_000)).Trim();
        release.Git("update-ref", "refs/heads/main", now);
        release.Git("tag", "--force", "--annotate", "--message", "demo 1.0", "v1.0", now);
    }

    private static string Commit(ReleaseFixture release, string tree, string? parent, long time)
    {
        string path = Path.Combine(Path.GetDirectoryName(release.Repository)!, $"commit-{time}");
        string of = parent is null ? "" : $"parent {parent}\n";
        System.IO.File.WriteAllText(
            path, $"tree {tree}\n{of}author T <t@example.org> {time} +0000\n"
            + $"committer T <t@example.org> {time} +0000\n\nChange\n");
        return path;
    }

    [Fact]
    public void A_signature_beside_an_archive_that_is_not_explained_is_context()
    {
        using ReleaseFixture release = new();
        release.Add("m4/host.m4", Macro);
        ReleaseRequest request = release.Request();
        System.IO.File.WriteAllText(request.ArchivePath + ".asc", Armored(s_packet));
        CaseReport report = ReleaseAudit.Run(request);
        Finding finding = report.Findings.Single(f => f.RuleId == "D07");
        Assert.Equal(Severity.Low, finding.Severity);
        Assert.Contains(string.Concat(Enumerable.Repeat("11", 20)), finding.Evidence[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_beside_an_archive_that_is_explained_says_nothing()
    {
        using ReleaseFixture release = new();
        ReleaseRequest request = release.Request();
        System.IO.File.WriteAllBytes(request.ArchivePath + ".sig", s_packet);
        CaseReport report = ReleaseAudit.Run(request);
        Assert.DoesNotContain(report.Findings, f => f.RuleId is "D07" or "D08");
        Assert.Equal(Outcome.Clean, report.Results.Single(r => r.CheckId == "D07").Outcome);
        Assert.Equal(Outcome.NotApplicable, report.Results.Single(r => r.CheckId == "D08").Outcome);
    }

    [Theory]
    [InlineData(0x11, false)]
    [InlineData(0x22, true)]
    public void Keys_of_the_archive_and_of_the_archive_before_are_compared(byte key, bool expected)
    {
        using ReleaseFixture release = new();
        ReleaseRequest request = release.Request() with
        {
            PreviousPath = release.Write(ReleaseFixture.Gzip(release.Tar("demo-0.9/")), "demo-0.9.tar.gz"),
        };
        System.IO.File.WriteAllText(request.ArchivePath + ".asc", Armored(s_packet));
        System.IO.File.WriteAllBytes(request.PreviousPath + ".sig", Packet(key));
        Assert.Equal(expected, ReleaseAudit.Run(request).Findings.Any(f => f.RuleId == "D08"));
    }

    [Theory]
    [InlineData("no signature at all")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n\nnot*base64\n-----END PGP SIGNATURE-----\n")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n\n=AAAA\n-----END PGP SIGNATURE-----\n")]
    public void What_names_no_key_names_none(string text) =>
        Assert.Null(Signatures.KeyOf(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_signed_tag_keeps_its_signature()
    {
        byte[] content = Encoding.ASCII.GetBytes(
            "object 1\ntype commit\ntag v1\ntagger t\n\ntext\n" + Armored(s_packet));
        string signature = Audit.Git.GitObjects.ParseTag(content, "the-id").Signature!;
        Assert.Equal(string.Concat(Enumerable.Repeat("11", 20)), Signatures.KeyOf(Encoding.ASCII.GetBytes(signature)));
    }

    [Theory]
    [InlineData("demo-1.1.tar.gz", null, Severity.High)]
    [InlineData("demo-1.1.tar.gz", "release-1.1", Severity.Medium)]
    [InlineData("demo-1.0.tar.gz", null, null)]
    [InlineData("demo.tar.gz", null, null)]
    public void A_version_without_its_tag_is_questioned(string name, string? other, Severity? expected)
    {
        using ReleaseFixture release = new();
        if (other is not null)
        {
            release.Git("tag", other, "v1.0");
        }

        ReleaseRequest request = release.Request() with
        {
            ArchivePath = release.Write(ReleaseFixture.Gzip(release.Tar()), name),
        };
        Finding[] findings = [.. ReleaseAudit.Run(request).Findings.Where(f => f.RuleId == "D09")];
        Assert.Equal(expected is Severity s ? [s] : [], findings.Select(f => f.Severity));
    }
}
