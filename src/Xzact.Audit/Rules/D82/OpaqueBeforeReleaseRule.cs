using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D82;

/// <summary>An opaque file that came or changed in the three days before a release, nobody else being named.</summary>
internal sealed class OpaqueBeforeReleaseRule : IPeopleRule
{
    private const double HoursBeforeRelease = 72;
    private const int MaxShown = 20;

    public string Id => "D82";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history) => (
        history.Opaque.Count > 0, $"{Counted.Of(history.Opaque.Count, "opaque content")} in the history");

    public IEnumerable<PeopleMatch> Match(ProjectHistory history) => history.Opaque
        .Where(e => !e.SeenByOther && !e.IsMedia && e.Release?.Hours <= HoursBeforeRelease)
        .GroupBy(e => e.Commit)
        .Select(files => Match([.. files]));

    private static PeopleMatch Match(OpaqueEvent[] files)
    {
        OpaqueEvent first = files[0];
        TimeSpan before = TimeSpan.FromHours(first.Release!.Hours);
        return new(
            first.Path,
            $"{Counted.Of(files.Length, "opaque file")} came or changed {HistoryText.Span(before)} before the release "
            + $"{first.Release.Tag}; nobody else is named. A review of what they hold is worthwhile.",
            $"{first.Commit} {first.Path}",
            first.Time, first.Time + before,
            [
                new Evidence($"{HistoryText.Moment(first.Time)}: commit {first.Commit}; {HistoryText.Seen(first)}"),
                .. files.Take(MaxShown).Select(f => new Evidence(
                    $"{(f.Rewritten ? "rewritten" : "added")}, {f.Size:N0} bytes, {f.Format ?? "of no known format"}",
                    f.Path)),
            ]);
    }
}
