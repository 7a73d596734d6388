using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class ArchiveJudgeTests
{
    private static DoubtedSubject Doubt(ArchiveDoubtKind kind, string subject, string name = "n") =>
        new(subject, new(kind, new("fact", name)));

    [Fact]
    public void Every_kind_of_doubt_is_judged_by_one_rule() => Assert.All(
        Enum.GetValues<ArchiveDoubtKind>(),
        kind => Assert.Single(ArchiveJudge.Judge([Doubt(kind, "a")]).SelectMany(result => result.Findings)));

    /// <summary>Two kinds are High though files count: what is beside them, and what a header says of them.</summary>
    [Fact]
    public void What_cannot_count_as_explained_is_at_least_high() => Assert.All(
        Enum.GetValues<ArchiveDoubtKind>().Except(
            [
                ArchiveDoubtKind.TagMoved, ArchiveDoubtKind.ArchiveReplaced, ArchiveDoubtKind.ArchivesDiffer,
                ArchiveDoubtKind.TakenByAnother, // of a file that is not there
            ]),
        kind =>
        {
            Finding finding = ArchiveJudge.Judge([Doubt(kind, "a")]).SelectMany(result => result.Findings).Single();
            bool isHigh = finding.Severity >= Severity.High;
            ArchiveDoubt doubt = Doubt(kind, "a").Doubt;
            bool isBeside = kind is ArchiveDoubtKind.HiddenData or ArchiveDoubtKind.DigestDiffers;
            Assert.Equal(isHigh, doubt.Unexplains || doubt.UnexplainsAll || isBeside);
        });

    [Fact]
    public void Without_doubts_each_rule_is_clean() =>
        Assert.All(ArchiveJudge.Judge([]), result => Assert.Equal(Outcome.Clean, result.Outcome));

    [Fact]
    public void Many_doubts_of_a_kind_about_one_subject_are_one_finding_that_counts_them()
    {
        DoubtedSubject[] doubts =
            [.. Enumerable.Range(0, 5000).Select(i => Doubt(ArchiveDoubtKind.HiddenData, "demo.tar", $"n{i}"))];
        Finding finding = ArchiveJudge.Judge(doubts).SelectMany(result => result.Findings).Single();
        Assert.Equal(11, finding.Evidence.Count);
        Assert.Contains("4990 more", finding.Evidence[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_identity_of_a_finding_follows_from_subject_kind_and_names()
    {
        string Fingerprint(ArchiveDoubtKind kind, string subject, string name) =>
            ArchiveJudge.Judge([Doubt(kind, subject, name)]).SelectMany(result => result.Findings).Single().Fingerprint;
        string one = Fingerprint(ArchiveDoubtKind.Name, "a", "n");
        Assert.Equal(one, Fingerprint(ArchiveDoubtKind.Name, "a", "n"));
        Assert.NotEqual(one, Fingerprint(ArchiveDoubtKind.Replaced, "a", "n"));
        Assert.NotEqual(one, Fingerprint(ArchiveDoubtKind.Name, "b", "n"));
        Assert.NotEqual(one, Fingerprint(ArchiveDoubtKind.Name, "a", "m"));
    }
}
