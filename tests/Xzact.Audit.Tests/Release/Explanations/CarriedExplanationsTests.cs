using Xzact.Audit.Case;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Explanations;

namespace Xzact.Audit.Tests.Release.Explanations;

public sealed class CarriedExplanationsTests : IDisposable
{
    private const string Macro = "AC_DEFUN([HOST], [cat words | sh])\n";

    private readonly ReleaseFixture _release = new ReleaseFixture().Add("m4/host.m4", Macro);

    public void Dispose() => _release.Dispose();

    // What a reviewer does to the file of --ledger-out.
    private static ExplanationLedger Reviewed(CaseReport report, string path, string review)
    {
        ExplanationLedger ledger = ExplanationLedger.After(report, null);
        return ledger with
        {
            Explanations = [.. ledger.Explanations.Select(e => e.Path == path ? e with { Review = review } : e)],
        };
    }

    private CaseReport AuditWith(ExplanationLedger ledger) =>
        ReleaseAudit.Run(_release.Request() with { LedgerIn = ledger });

    [Fact]
    public void What_nothing_explains_asks_for_a_review_in_the_ledger()
    {
        Explanation open = Assert.Single(_release.Audit().Explanations);
        Assert.Equal(("m4/host.m4", "unaccounted", ""), (open.Path, open.Account, open.Review));
        Assert.Null(open.Tracked);
    }

    [Fact]
    public void A_review_explains_the_same_bytes_in_a_class_of_its_own()
    {
        CaseReport report = AuditWith(Reviewed(_release.Audit(), "m4/host.m4", "written by the packager"));
        LedgerEntry entry = report.Entry("m4/host.m4");
        Assert.Equal((AccountKind.CarriedForward, "reviewed: written by the packager"),
            (entry.Account.Kind, entry.Account.Reason));
        Assert.Empty(report.Findings);
        Assert.Empty(report.Ledger.Unexplained);
        Assert.Equal("written by the packager", Assert.Single(report.Explanations).Review);
    }

    [Fact]
    public void An_empty_review_explains_nothing() =>
        Assert.NotEmpty(AuditWith(Reviewed(_release.Audit(), "m4/host.m4", "  ")).Findings);

    [Fact]
    public void One_byte_more_and_the_explanation_is_stale_and_named()
    {
        ExplanationLedger ledger = Reviewed(_release.Audit(), "m4/host.m4", "fine");
        _release.Change("m4/host.m4", f => f with { Content = f.Content + "\n" });
        CaseReport report = AuditWith(ledger);
        Assert.NotEmpty(report.Findings);
        Evidence stale = Assert.Single(report.Notices);
        Assert.Equal("m4/host.m4", stale.Path);
        Assert.Contains("out of date", stale.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_executable_bit_more_and_the_explanation_is_stale()
    {
        ExplanationLedger ledger = Reviewed(_release.Audit(), "m4/host.m4", "fine");
        _release.Change("m4/host.m4", f => f with { Mode = 0x1ED });
        Assert.NotEmpty(AuditWith(ledger).Findings);
    }

    [Theory]
    [InlineData("derived")]
    [InlineData("composed")]
    public void A_proof_that_every_audit_tries_again_is_not_carried(string account)
    {
        ExplanationLedger ledger = ExplanationLedger.After(_release.Audit(), null);
        ledger = ledger with { Explanations = [ledger.Explanations[0] with { Account = account, Reason = "r" }] };
        Assert.Equal(AccountKind.Unaccounted, AuditWith(ledger).Entry("m4/host.m4").Account.Kind);
    }

    [Fact]
    public void Another_path_is_not_explained_by_the_same_bytes()
    {
        ExplanationLedger ledger = Reviewed(_release.Audit(), "m4/host.m4", "fine");
        _release.Remove("m4/host.m4").Add("m4/other.m4", Macro);
        CaseReport report = AuditWith(ledger);
        Assert.NotEmpty(report.Findings);
        Assert.Contains(report.Notices, n => n.Path == "m4/host.m4");
    }

    // The content of an older release that the tag has left behind must not be waved through by an older review.
    [Fact]
    public void A_review_does_not_hold_once_the_tag_tracks_something_else_there()
    {
        ExplanationLedger ledger = Reviewed(_release.Audit(), "m4/host.m4", "fine");
        File.WriteAllText(Path.Combine(_release.Repository, "m4/host.m4"), "AC_DEFUN([HOST], [])\n");
        _release.Git("add", "--all");
        _release.Git("commit", "--quiet", "--message", "Track it");
        _release.Git("tag", "v1.1");
        CaseReport report = ReleaseAudit.Run(_release.Request() with { Tag = "v1.1", LedgerIn = ledger });
        Assert.Equal(AccountKind.Modified, report.Entry("m4/host.m4").Account.Kind);
        Assert.Contains(report.Notices, n => n.What.Contains("tracks something else", StringComparison.Ordinal));
    }

    [Fact]
    public void A_proof_holds_for_its_own_commit_only()
    {
        string commit = _release.Git("rev-parse", "v1.0^{commit}").Trim();
        Explanation proved = _release.Audit().Explanations[0] with { Account = "regenerated", Reason = "made again" };
        ExplanationLedger With(string at) => new([], [], [proved with { Commit = at, Review = null }]);
        LedgerEntry entry = AuditWith(With(commit)).Entry("m4/host.m4");
        Assert.Equal("regenerated from the tag in an earlier audit: made again", entry.Account.Reason);
        Assert.Equal(AccountKind.CarriedForward, entry.Account.Kind);
        CaseReport other = AuditWith(With(new('1', 40)));
        Assert.Equal(AccountKind.Unaccounted, other.Entry("m4/host.m4").Account.Kind);
        Assert.Contains(other.Notices, n => n.What.Contains("another commit", StringComparison.Ordinal)
            || n.What.Contains("proved against the commit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("claimed-generated")]
    [InlineData("unaccounted")]
    [InlineData("missing")]
    [InlineData("nonsense")]
    public void An_account_that_is_no_proof_is_carried_nowhere(string account)
    {
        string commit = _release.Git("rev-parse", "v1.0^{commit}").Trim();
        Explanation claim = _release.Audit().Explanations[0] with { Account = account, Commit = commit };
        Assert.NotEmpty(AuditWith(new([], [], [claim])).Findings);
    }

    [Fact]
    public void What_extraction_makes_doubtful_is_not_explained_by_a_review()
    {
        ExplanationLedger ledger = Reviewed(_release.Audit(), "m4/host.m4", "fine");
        _release.Add("m4/host.m4", "dnl another member of the same name\n");
        _release.Add("m4/host.m4", Macro);
        Assert.NotEqual(AccountKind.CarriedForward, AuditWith(ledger).Ledger.Entries
            .First(e => e.Path == "m4/host.m4").Account.Kind);
    }
}
