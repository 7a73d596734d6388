using System.Security.Cryptography;
using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release.Compared;

public sealed class ComparedArchivesTests : IDisposable
{
    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    [Fact]
    public void A_release_before_that_is_the_same_archive_under_another_name_is_said()
    {
        ReleaseRequest request = _release.Request();
        string same = _release.Write(File.ReadAllBytes(request.ArchivePath), "demo-0.9.tar.gz");
        CaseReport report = ReleaseAudit.Run(request with { PreviousPath = same });
        Assert.Contains(report.Notices, n =>
            n.What.StartsWith("the release before, demo-0.9.tar.gz, has the same bytes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_archive_beside_the_audited_one_makes_the_audit_incomplete()
    {
        byte[] good = ReleaseFixture.Gzip(_release.Tar());
        string cut = _release.Write(good[..(good.Length / 2)], "cut.tar.gz");
        foreach (ReleaseRequest request in (ReleaseRequest[])
            [_release.Request() with { OtherArchives = [cut] }, _release.Request() with { PreviousPath = cut },
             _release.Request() with { PreviousPath = cut, SourcePath = null, Tag = null }])
        {
            CaseReport report = ReleaseAudit.Run(request);
            Assert.True(report.IsIncomplete);
            Assert.Contains(
                report.Results, r => r.Outcome == Outcome.Incomplete
                    && r.Reason.StartsWith("cut.tar.gz: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_published_indicator_counts_in_every_archive()
    {
        string other = _release.Write(_release.Tar(), "other.tar");
        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(other)));
        ReleaseRequest request = _release.Request() with
        {
            OtherArchives = [other],
            Indicators = IndicatorList.Parse($"archive-sha256 | {digest} | invented | 2025-01-01 | TEST-1 | this test"),
        };
        CaseReport report = ReleaseAudit.Run(request);
        Finding finding = Assert.Single(report.Findings);
        Assert.Equal(("D00", Severity.Critical, "other.tar"), (finding.RuleId, finding.Severity, finding.Subject));
        Assert.Empty(report.Ledger.Entries);
    }

    [Fact]
    public void Nothing_to_compare_with_is_said_before_anything_is_read() => Assert.Contains(
        "nothing to compare with",
        Assert.Throws<AuditInputException>(
            () => ReleaseAudit.Run(_release.Request() with { SourcePath = null, Tag = null })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_archive_of_another_project_is_refused_as_the_release_before()
    {
        string previous = _release.Write(_release.Tar(), "previous.tar");
        using ReleaseFixture other = new();
        other.Archive.Clear();
        other.Add("entirely/else.txt", "something else\n").Add("entirely/more.txt", "more\n");
        Assert.Contains(
            "nothing in common",
            Assert.Throws<AuditInputException>(() => ReleaseAudit.Run(
                other.Request() with { SourcePath = null, Tag = null, PreviousPath = previous })).Message,
            StringComparison.Ordinal);
    }
}
