using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release.Tags;

public sealed class TagDoubtsTests
{
    [Fact]
    public void A_tag_on_the_main_branch_is_in_no_doubt()
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Audit();
        Assert.DoesNotContain(report.Findings, finding => finding.RuleId == "D43");
        Assert.DoesNotContain(report.NotLookedAt, o => o.What.Contains("branch", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tag_whose_commit_is_on_no_branch_is_reported()
    {
        using ReleaseFixture release = new();
        release.Git("checkout", "--quiet", "--detach");
        release.Git("commit", "--quiet", "--allow-empty", "--message", "Aside");
        release.Git("tag", "--force", "--annotate", "--message", "demo", "v1.0");
        release.Audit().AssertFinds("tag v1.0", Severity.Low, "D43");
    }

    [Fact]
    public void A_reference_to_the_tag_object_of_another_release_is_reported()
    {
        using ReleaseFixture release = new();
        release.Git("update-ref", "refs/tags/v1.1", release.Git("rev-parse", "v1.0").Trim());
        CaseReport report = ReleaseAudit.Run(release.Request() with { Tag = "v1.1" });
        report.AssertFinds("tag v1.1", Severity.Medium, "D43");
        Finding finding = report.Findings.Single(f => f.RuleId == "D43");
        Assert.Contains("v1.0", finding.Evidence[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_repository_without_branches_cannot_tell_is_said()
    {
        using ReleaseFixture release = new();
        release.Git("checkout", "--quiet", "--detach");
        release.Git("branch", "--quiet", "-D", "main");
        CaseReport report = release.Audit();
        Assert.Contains(report.NotLookedAt, o => o is { What: "whether a branch holds the tag's commit" });
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void A_tag_that_is_not_named_is_found_by_the_archives_name()
    {
        using ReleaseFixture release = new();
        CaseReport report = ReleaseAudit.Run(release.Request() with { Tag = null });
        Assert.Equal(("v1.0", "demo-1.0.tar.gz against tag v1.0"), (report.Source!.Tag, report.Subject));
        Assert.NotNull(report.Source.TagChoice);
        Assert.Empty(report.Ledger.Unexplained);
    }
}
