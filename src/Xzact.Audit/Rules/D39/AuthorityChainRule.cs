using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D39;

/// <summary>One contributor who came late and within 30 months could merge, release, land alone and change
/// checks.</summary>
internal sealed class AuthorityChainRule : IPeopleRule
{
    private const int FewestSteps = 4;
    private const double HoursBeforeRelease = 7 * 24;
    private static readonly TimeSpan s_span = TimeSpan.FromDays(913);
    private static readonly TimeSpan s_after = TimeSpan.FromDays(180);
    private static readonly TimeSpan s_newcomer = TimeSpan.FromDays(365);

    public string Id => "D39";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history)
    {
        int newcomers = history.Contributors.Count(c => IsNewcomer(history, c));
        return (newcomers > 0, $"{Counted.Of(newcomers, "contributor")} who came a year after the first commit");
    }

    public IEnumerable<PeopleMatch> Match(ProjectHistory history)
    {
        ILookup<int, CheckEvent> checks = history.Checks.Where(e => e.Weakened && !e.SeenByOther)
            .ToLookup(e => e.Contributor);
        ILookup<int, OpaqueEvent> opaque = history.Opaque
            .Where(e => !e.SeenByOther && !e.IsMedia && e.Release?.Hours <= HoursBeforeRelease)
            .ToLookup(e => e.Contributor);
        foreach (Contributor who in history.Contributors.Where(c => IsNewcomer(history, c)))
        {
            DateTimeOffset end = who.First + s_span;
            (DateTimeOffset Time, string What)[] steps =
            [
                .. Step(who.MergeRight, "first put a change of another on the main branch"),
                .. Step(who.FirstTag, "first tag"),
                .. Step(who.NewKey, "a tag signed by a key that signed none before"),
                .. Step(
                    ReviewLoss.Of(who)?.Start, "from here on most changes land with nobody else named"),
                .. Step(checks[who.Number].FirstOrDefault()?.Time, "a check loses something, nobody else being named"),
                .. Step(
                    opaque[who.Number].FirstOrDefault()?.Time,
                    "an opaque file comes or changes within a week before a release, nobody else being named"),
            ];
            (DateTimeOffset Time, string What)[] inSpan = [.. steps.Where(s => s.Time <= end).OrderBy(s => s.Time)];
            if (who.MergeRight is not null && who.FirstTag is not null && inSpan.Length >= FewestSteps)
            {
                yield return new(
                    who.Label,
                    $"{inSpan.Length} steps of growing authority of one contributor within "
                    + $"{HistoryText.Span(inSpan[^1].Time - who.First)} of the first commit. "
                    + "Every handover looks like this; it says when to look closer at code.",
                    who.MergeRightCommit ?? "",
                    inSpan[0].Time, inSpan[^1].Time + s_after,
                    [
                        HistoryText.At(who.First, $"first commit of {who.Label}"),
                        .. inSpan.Select(s => HistoryText.At(
                            s.Time, $"{s.What}, after {HistoryText.Span(s.Time - who.First)}")),
                    ]);
            }
        }
    }

    private static bool IsNewcomer(ProjectHistory history, Contributor c) => c.First - history.First >= s_newcomer;

    private static IEnumerable<(DateTimeOffset Time, string What)> Step(DateTimeOffset? time, string what) =>
        time is DateTimeOffset moment ? [(moment, what)] : [];
}
