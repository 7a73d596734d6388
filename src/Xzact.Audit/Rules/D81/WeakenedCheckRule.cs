using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D81;

/// <summary>A check that lost something in the month before a release, nobody else being named.</summary>
internal sealed class WeakenedCheckRule : IPeopleRule
{
    private const double HoursBeforeRelease = 30 * 24;

    public string Id => "D81";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history) => (
        history.Checks.Count > 0, $"{Counted.Of(history.Checks.Count, "change")} of checks");

    public IEnumerable<PeopleMatch> Match(ProjectHistory history) => history.Checks
        .Where(e => (e.Weakened || e.Kind == CheckKind.Sandbox) && !e.SeenByOther
            && e.Release?.Hours <= HoursBeforeRelease)
        .GroupBy(e => e.Commit)
        .Select(events => Match([.. events.OrderByDescending(e => e.Weakened).ThenBy(e => e.Kind)]));

    private static PeopleMatch Match(CheckEvent[] events)
    {
        CheckEvent first = events[0];
        TimeSpan before = TimeSpan.FromHours(first.Release!.Hours);
        string what = string.Join(" and from ", events.Where(e => e.Weakened).Select(e => HistoryText.Of(e.Kind)));
        return new(
            $"commit {HistoryText.Short(first.Commit)}",
            (what.Length > 0 ? $"A change takes something from {what}"
                : $"A change touches the text around {HistoryText.Of(first.Kind)}")
            + $", {HistoryText.Span(before)} before the release {first.Release.Tag}; nobody else is named. "
            + "Such changes are daily work; read this one.",
            first.Commit,
            first.Time, first.Time + before,
            [
                HistoryText.At(first.Time, $"commit {first.Commit}; {HistoryText.Seen(first)}"),
                .. events.SelectMany(e => e.Facts).Distinct(),
            ]);
    }
}
