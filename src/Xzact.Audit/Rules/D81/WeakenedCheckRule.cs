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
        .Select(e => new PeopleMatch(
            $"commit {HistoryText.Short(e.Commit)}",
            (e.Weakened ? $"A change takes something from {HistoryText.Of(e.Kind)}"
                : $"A change touches the text around {HistoryText.Of(e.Kind)}")
            + $", {HistoryText.Span(TimeSpan.FromHours(e.Release!.Hours))} before the release {e.Release.Tag}; "
            + "nobody else is named. Such changes are daily work; read this one.",
            $"{e.Commit} {e.Kind}",
            e.Time, e.Time + TimeSpan.FromHours(e.Release.Hours),
            [
                HistoryText.At(e.Time, $"commit {e.Commit}; {HistoryText.Seen(e)}"),
                .. e.Facts,
            ]));
}
