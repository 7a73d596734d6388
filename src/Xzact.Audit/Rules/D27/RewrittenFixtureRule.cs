using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules.D27;

/// <summary>Opaque test data that got another content, and no test or program was changed with it.</summary>
internal sealed class RewrittenFixtureRule : IPeopleRule
{
    private const int MaxShown = 20;

    // A release that takes longer to come may well have been looked at in between.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(60);

    public string Id => "D27";

    public (bool Applies, string Examined) AppliesTo(ProjectHistory history)
    {
        int rewritten = history.Opaque.Count(IsRewrittenFixture);
        return (rewritten > 0, $"{Counted.Of(rewritten, "rewritten opaque test file")} in the history");
    }

    public IEnumerable<PeopleMatch> Match(ProjectHistory history) => history.Opaque
        .Where(e => IsRewrittenFixture(e) && e.WithoutProgram)
        .GroupBy(e => e.Commit)
        .Select(files => Match([.. files]));

    private static bool IsRewrittenFixture(OpaqueEvent e) =>
        e is { Rewritten: true, IsMedia: false } && PathWords.IsTestPath(e.Path);

    private static PeopleMatch Match(OpaqueEvent[] files)
    {
        OpaqueEvent first = files[0];
        TimeSpan open = first.Release is { } release && TimeSpan.FromHours(release.Hours) < s_longest
            ? TimeSpan.FromHours(release.Hours) : s_longest;
        return new(
            first.Path,
            $"{Counted.Of(files.Length, "opaque test file")} got another content, and no test or program was changed "
            + "with it. A look at what made it is worthwhile.",
            $"{first.Commit} {first.Path}",
            first.Time, first.Time + open,
            [
                new Evidence($"{HistoryText.Moment(first.Time)}: commit {first.Commit}; {HistoryText.Seen(first)}"),
                .. files.Take(MaxShown).Select(f => new Evidence(
                    $"rewritten, {f.Size:N0} bytes, {f.Format ?? "of no known format"}", f.Path)),
            ]);
    }
}
