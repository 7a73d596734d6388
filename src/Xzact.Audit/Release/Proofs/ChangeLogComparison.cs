using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Git;
using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Compares a change log with what gitlog-to-changelog makes of a history, commit by commit and byte for byte. Every
/// place in which they differ is a carrier: a line more, a line less, an empty line.
/// </summary>
internal static class ChangeLogComparison
{
    // How far a place where both agree again is looked for, in lines of the text and in commits.
    private const int MaxLines = 400;
    private const int MaxCommits = 64;

    // More places than the rule about carriers lets stand are not told apart.
    private const int MaxPlaces = 256;

    // Headings that say in which zone it was made.
    private const int MaxHeadings = 1000;

    private const int DayLength = 10;

    /// <summary>The places in which a change log differs from that of the history; null if no commit is in it,
    /// its first heading is of nobody who committed, and most of its lines are in no commit.</summary>
    /// <param name="text">The change log, in Latin-1 characters of its bytes.</param>
    /// <param name="log">The commits in git's order.</param>
    public static IReadOnlyList<Carrier>? Of(string text, IReadOnlyList<GitLogEntry> log)
    {
        if (HeadingDay(text) is null)
        {
            return null;
        }

        var zone = ChangeLogZone.Of([.. Days(text, log)]);
        (int matched, List<Carrier> places) = ChangeLogForm.All(zone)
            .Select(form => Compare(text, form, log))
            .MinBy(result => (result.Places.Count, -result.Matched));
        return matched > 0 || IsOfAuthor(text, log) || places.Sum(place => place.Length) * 2L < text.Length
            ? places : null;
    }

    // What claims to be of this history is compared with it, however little comes out.
    private static bool IsOfAuthor(string text, IReadOnlyList<GitLogEntry> log)
    {
        string who = text.Split('\n', 2)[0][DayLength..];
        return log.Any(entry => who == $"  {entry.Author}  <{entry.Mail}>");
    }

    // Every piece begins with a line feed; so does the text, with one that is not there.
    private static (int Matched, List<Carrier> Places) Compare(
        string text, ChangeLogForm form, IReadOnlyList<GitLogEntry> log)
    {
        string whole = "\n" + text;
        List<Carrier> places = [];
        using IEnumerator<string> printed = form.Print(log).GetEnumerator();
        Queue<string> ahead = [];
        int at = 0;
        int matched = 0;
        while (at < whole.Length && places.Count < MaxPlaces && Fill(ahead, printed))
        {
            if (At(whole, at, ahead.Peek()))
            {
                matched += ahead.Peek().Length;
                at += ahead.Dequeue().Length;
                continue;
            }

            (int end, int commits) = Agreement(whole, at, [.. ahead]);
            string left = string.Concat(
                Enumerable.Range(0, commits < 0 ? ahead.Count : commits).Select(_ => ahead.Dequeue()));
            Add(places, whole, at, end, left);
            at = end;
        }

        if (at < whole.Length)
        {
            Add(places, whole, at, whole.Length, "");
        }

        return (matched, places);
    }

    private static bool Fill(Queue<string> ahead, IEnumerator<string> printed)
    {
        while (ahead.Count < MaxCommits && printed.MoveNext())
        {
            ahead.Enqueue(printed.Current);
        }

        return ahead.Count > 0;
    }

    // The next line at which a piece begins again, and one more behind it, as many pieces are alike; how many pieces
    // are left out there.
    private static (int End, int Commits) Agreement(string whole, int at, string[] ahead)
    {
        for (int lines = 0, start = at; lines < MaxLines && start < whole.Length; lines++)
        {
            int piece = Enumerable.Range(0, ahead.Length).FirstOrDefault(
                i => At(whole, start, ahead[i]) && (i + 1 == ahead.Length || start + ahead[i].Length == whole.Length
                    || At(whole, start + ahead[i].Length, ahead[i + 1])), -1);
            if (piece >= 0)
            {
                return (start, piece);
            }

            int end = whole.IndexOf('\n', start);
            start = end < 0 ? whole.Length : end + 1;
        }

        return (whole.Length, -1);
    }

    private static bool At(string text, int at, string piece) =>
        text.AsSpan(at).StartsWith(piece, StringComparison.Ordinal);

    private static void Add(List<Carrier> places, string whole, int from, int end, string expected)
    {
        // The text is one longer than the file, at its beginning.
        string part = whole[from..end];
        int[] starts = [0, .. Enumerable.Range(0, part.Length).Where(i => part[i] == '\n').Select(i => i + 1)];
        foreach (ResidualHunk hunk in LineDiff.Compare(part, expected))
        {
            if (hunk.Lines.Count == 0 && end == whole.Length && hunk.Line >= starts.Length)
            {
                continue; // the text ends; what comes later in the history is not left out
            }

            int first = Math.Min(hunk.Line - 1, starts.Length - 1);
            int offset = Math.Clamp(from + starts[first] - 1, 0, whole.Length - 2);
            int length = hunk.Lines.Sum(line => line.Length + 1);
            places.Add(length == 0
                ? new(offset, 1, "lines of the history are left out here")
                : new(offset, Math.Clamp(length, 1, whole.Length - 1 - offset), "what the history does not have"));
        }
    }

    // The days of headings, with the times of commits that nobody can take for others.
    private static IEnumerable<(DateOnly Day, DateTimeOffset Time)> Days(string text, IReadOnlyList<GitLogEntry> log)
    {
        Dictionary<string, DateTimeOffset?> times = new(StringComparer.Ordinal);
        foreach (GitLogEntry entry in log)
        {
            string key = $"  {entry.Author}  <{entry.Mail}>\n{ChangeLogForm.FirstLine(entry)}";
            times[key] = times.ContainsKey(key) ? null : entry.CommitTime;
        }

        string[] lines = text.Split('\n');
        int headings = 0;
        for (int i = 0; i + 2 < lines.Length && headings < MaxHeadings; i++)
        {
            if (HeadingDay(lines[i]) is DateOnly day && lines[i + 1].Length == 0 && lines[i + 2].StartsWith('\t')
                && times.GetValueOrDefault($"{lines[i][DayLength..]}\n{lines[i + 2][1..].TrimEnd('.')}")
                    is DateTimeOffset time)
            {
                headings++;
                yield return (day, time);
            }
        }
    }

    private static DateOnly? HeadingDay(string line) => line.Length > DayLength + 2 && line[DayLength] == ' '
        && DateOnly.TryParseExact(
            line.AsSpan(0, DayLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out DateOnly day) ? day : null;
}
