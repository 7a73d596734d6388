using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Explanations;

namespace Xzact.Audit.Tests.Release.Explanations;

public sealed class LedgerDoubtsTests : IDisposable
{
    private readonly ReleaseFixture _release = new();

    public void Dispose() => _release.Dispose();

    private CaseReport Again(ExplanationLedger before) =>
        ReleaseAudit.Run(_release.Request() with { LedgerIn = before });

    [Fact]
    public void The_same_tag_and_the_same_archive_are_in_no_doubt() =>
        Assert.Empty(Again(ExplanationLedger.After(_release.Audit(), null)).Findings);

    [Fact]
    public void A_tag_that_moved_is_reported_with_both_objects()
    {
        CaseReport first = _release.Audit();
        ExplanationLedger before = ExplanationLedger.After(first, null);
        _release.Git("commit", "--quiet", "--allow-empty", "--message", "More");
        _release.Git("tag", "--force", "v1.0");
        CaseReport second = Again(before);
        second.AssertFinds("tag v1.0", Severity.High, "D43");
        string what = second.Findings.Single(f => f.Severity == Severity.High).Evidence[0].What;
        Assert.Contains(first.Source!.TagObjectId, what, StringComparison.Ordinal);
        Assert.Contains(second.Source!.TagObjectId, what, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_tag_of_an_earlier_audit_that_is_gone_is_reported_too()
    {
        ExplanationLedger before = ExplanationLedger.After(_release.Audit(), null);
        before = before with { Tags = [new("v0.9", new('1', 40), new('2', 40)), .. before.Tags] };
        Again(before).AssertFinds("tag v0.9", Severity.High, "D43");
    }

    [Fact]
    public void An_archive_of_the_same_name_with_other_bytes_is_reported()
    {
        ExplanationLedger before = ExplanationLedger.After(_release.Audit(), null);
        before = before with { Archives = [new(before.Archives[0].Name, new('a', 64))] };
        Again(before).AssertFinds("demo-1.0.tar.gz", Severity.High, "D43");
    }
}
