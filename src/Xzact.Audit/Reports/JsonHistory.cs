using System.Globalization;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Reports;

// The part of the JSON report about a project's history.
internal sealed record JsonHistory(
    string First, string Last, int Commits, int? Mails, IReadOnlyList<JsonContributor> Contributors,
    IReadOnlyList<JsonBusFactor> BusFactors, IReadOnlyList<JsonRelease> Releases, IReadOnlyList<JsonCheckEvent> Checks,
    IReadOnlyList<JsonOpaque> Opaque, IReadOnlyList<JsonThread> Threads, IReadOnlyList<JsonWindow> Windows)
{
    public static JsonHistory? From(ProjectHistory? history) => history is null ? null : new(
        T(history.First), T(history.Last), history.Commits, history.Mails,
        [.. history.Contributors.Select(c => new JsonContributor(
            c.Label, T(c.First), T(c.Last), c.Commits, O(c.MergeRight), O(c.FirstTag), O(c.NewKey), c.Tags,
            [.. c.Quarters.Select(q => new JsonQuarter(q.Name, q.Changes, q.Alone, Math.Round(q.MedianHours, 2)))]))],
        [.. history.BusFactors.Select(b => new JsonBusFactor(b.Year, b.Factor, b.Contributors, b.Changes))],
        [.. history.Releases.Select(r => new JsonRelease(
            Sanitizer.Clean(r.Tag), T(r.Time), r.Commit, r.Contributor is int n ? Contributor.LabelOf(n) : null, r.Key,
            r.IsNewKey, r.IsNewTagger, r.Changes, r.Alone))],
        [.. history.Checks.Select(e => new JsonCheckEvent(
            T(e.Time), e.Commit, Contributor.LabelOf(e.Contributor), e.Kind, e.Weakened, e.SeenByOther, Next(e.Release),
            Hours(e.Release), [.. e.Facts.Select(JsonEvidence.From)]))],
        [.. history.Opaque.Select(e => new JsonOpaque(
            T(e.Time), e.Commit, Contributor.LabelOf(e.Contributor), Sanitizer.Clean(e.Path), e.Rewritten, e.Size,
            e.Format, e.IsMedia, e.SeenByOther, Next(e.Release), Hours(e.Release)))],
        [.. history.Threads.Select(t => new JsonThread(
            t.Number, T(t.Start), t.Mails, t.Accounts,
            [.. t.Asks.Select(a => new JsonAsk(
                T(a.Time), a.Account, a.Request, a.OtherMails, a.HasCommits, Sanitizer.Clean(a.Where.Path ?? ""),
                a.Where.Offset ?? 0))]))],
        [.. history.Windows.Select(w => new JsonWindow(
            T(w.From), T(w.To), w.RuleId, Sanitizer.Clean(w.Subject), Sanitizer.Clean(w.Reason),
            [.. w.Evidence.Select(JsonEvidence.From)]))]);

    private static string T(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string? O(DateTimeOffset? time) => time is { } moment ? T(moment) : null;

    private static string? Next(NextRelease? release) => release is null ? null : Sanitizer.Clean(release.Tag);

    private static double? Hours(NextRelease? release) => release is null ? null : Math.Round(release.Hours, 2);
}

internal sealed record JsonContributor(
    string Label, string First, string Last, int Commits, string? MergeRight, string? FirstTag, string? NewKey,
    int Tags, IReadOnlyList<JsonQuarter> Quarters);

internal sealed record JsonQuarter(string Quarter, int Changes, int Alone, double MedianHours);

internal sealed record JsonBusFactor(int Year, int Factor, int Contributors, int Changes);

internal sealed record JsonRelease(
    string Tag, string Time, string Commit, string? By, string? Key, bool NewKey, bool NewTagger, int Changes,
    int Alone);

internal sealed record JsonCheckEvent(
    string Time, string Commit, string By, CheckKind Kind, bool Weakened, bool SeenByOther, string? Release,
    double? HoursBefore, IReadOnlyList<JsonEvidence> Facts);

internal sealed record JsonOpaque(
    string Time, string Commit, string By, string Path, bool Rewritten, long Size, string? Format, bool Media,
    bool SeenByOther, string? Release, double? HoursBefore);

internal sealed record JsonThread(
    int Number, string Start, int Mails, int Accounts, IReadOnlyList<JsonAsk> Asks);

internal sealed record JsonAsk(
    string Time, string Account, MailRequest Request, int OtherMails, bool HasCommits, string Mailbox, long Offset);

internal sealed record JsonWindow(
    string From, string To, string RuleId, string Subject, string Reason, IReadOnlyList<JsonEvidence> Evidence);
