using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D84;

/// <summary>One contributor makes releases of changes that nobody else landed or reviewed.</summary>
internal sealed class ReleasesAloneRule : IPeopleRule
{
    private const int FewestChanges = 5;
    private const double AloneShare = 0.9;
    private const int MaxShown = 10;

    // What was possible longer ago may not be so now.
    private static readonly TimeSpan s_recent = TimeSpan.FromDays(3 * 365);

    public string Id => "D84";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history)
    {
        int recent = Recent(history).Count();
        return (recent > 0, $"{Counted.Of(recent, "release")} of the last three years of the history");
    }

    public IEnumerable<PeopleMatch> Match(ProjectHistory history) => Recent(history)
        .Where(r => r.Contributor is not null && r.Changes >= FewestChanges && r.Alone >= AloneShare * r.Changes)
        .GroupBy(r => r.Contributor!.Value)
        .Select(releases => new PeopleMatch(
            Contributor.LabelOf(releases.Key),
            $"One contributor made {Counted.Of(releases.Count(), "release")} of the last three years, of "
            + $"{Recent(history).Count():N0}, out of changes of which nine of ten name nobody else. In a project of "
            + "one person it cannot be otherwise.",
            string.Join('\n', releases.Select(r => r.Tag)),
            releases.Min(r => r.Time), releases.Max(r => r.Time),
            [
                .. releases.Take(MaxShown).Select(r => HistoryText.At(
                    r.Time, $"{r.Tag}: {r.Changes:N0} changes since the release before, {r.Alone:N0} alone")),
            ]));

    private static IEnumerable<ReleaseEvent> Recent(ProjectHistory history) =>
        history.Releases.Where(r => history.Last - r.Time <= s_recent);
}
