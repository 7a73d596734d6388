using Xzact.Audit.Case.Histories;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Reports;

/// <summary>Something at a point of the axis.</summary>
/// <param name="Time">When.</param>
/// <param name="What">What, in a few words.</param>
/// <param name="IsMarked">Whether a rule opened a window for it, so that it is drawn full.</param>
internal sealed record LaneMark(DateTimeOffset Time, string What, bool IsMarked);

/// <summary>One row of the picture.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Shape">A sign that no other row has, for readers without colour.</param>
/// <param name="Marks">What is on it, in the order of time.</param>
internal sealed record Lane(string Title, char Shape, IReadOnlyList<LaneMark> Marks);

/// <summary>What the picture of a history shows, for the page and for a terminal.</summary>
internal static class HistoryLanes
{
    // Whoever changed a project once has no rights to show.
    private const int FewestCommits = 2;

    /// <summary>The rows, from top to bottom; mail only if there was any.</summary>
    public static IReadOnlyList<Lane> Of(ProjectHistory history)
    {
        List<Lane> lanes =
        [
            new("releases", 'o', [.. history.Releases.Select(r => new LaneMark(
                r.Time, $"release {r.Tag}{By(r.Contributor)}{(r.Key is null ? "" : $", key {r.Key}")}",
                r.IsNewKey || Opened(history, "D84", r.Time)))]),
            new("rights", '^', [.. Rights(history).OrderBy(m => m.Time)]),
            new("review", 'v', [.. history.Contributors.Select(c => (Who: c, Quarter: ReviewLoss.Of(c)))
                .Where(x => x.Quarter is not null)
                .Select(x => new LaneMark(
                    x.Quarter!.Start, $"{x.Quarter.Alone:N0} of {x.Quarter.Changes:N0} changes of {x.Who.Label} in "
                    + $"{x.Quarter.Name} land with nobody else named, after others had landed them", true))
                .OrderBy(m => m.Time)]),
            new("checks", 'x', [.. history.Checks.Where(e => e.Weakened || e.Kind == CheckKind.Sandbox)
                .Select(e => new LaneMark(
                    e.Time, $"{(e.Weakened ? "less of" : "text around")} {HistoryText.Of(e.Kind)}, commit "
                    + HistoryText.Short(e.Commit), Opened(history, "D81", e.Time)))]),
            new("opaque files", '#', [.. history.Opaque.Where(e => !e.IsMedia).Select(e => new LaneMark(
                e.Time, $"{e.Path} {(e.Rewritten ? "rewritten" : "added")}{Before(e.Release)}",
                Opened(history, "D82", e.Time)))]),
        ];
        if (history.Mails is not null)
        {
            lanes.Add(new("mail", '@', [.. history.Threads.SelectMany(t => t.Asks.Select(a => new LaneMark(
                a.Time, $"thread {t.Number}: {a.Account} asks for "
                + (a.Request == MailRequest.ChangeOfPower ? "a change of power" : "an upgrade"),
                history.Windows.Any(w => w.RuleId == "D40" && w.Covers(a.Time)
                    && w.Evidence.Any(e => e.Offset == a.Where.Offset && e.Path == a.Where.Path)))))
                .OrderBy(m => m.Time)]));
        }

        return lanes;
    }

    private static IEnumerable<LaneMark> Rights(ProjectHistory history)
    {
        foreach (Contributor c in history.Contributors.Where(c => c.Commits >= FewestCommits))
        {
            bool isChain = history.Windows.Any(w => w.RuleId == "D39" && w.Evidence.Any(e =>
                e.What.EndsWith($"first commit of {c.Label}", StringComparison.Ordinal)));
            if (c.MergeRight is { } merge)
            {
                yield return new(merge, $"{c.Label} first puts a change of another on the main branch", isChain);
            }

            if (c.FirstTag is { } tag)
            {
                yield return new(tag, $"first tag by {c.Label}", isChain);
            }
        }
    }

    private static bool Opened(ProjectHistory history, string rule, DateTimeOffset time) =>
        history.Windows.Any(w => w.RuleId == rule && w.From == time);

    private static string By(int? contributor) => contributor is int n ? $" by {Contributor.LabelOf(n)}" : "";

    private static string Before(NextRelease? release) => release is { Hours: <= 24 * 30 }
        ? $", {HistoryText.Span(TimeSpan.FromHours(release.Hours))} before {release.Tag}" : "";
}
