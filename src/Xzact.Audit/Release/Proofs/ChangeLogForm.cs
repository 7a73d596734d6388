using System.Globalization;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// The form in which gnulib's gitlog-to-changelog writes a history: a heading of day and author, then the message
/// behind tabs. Everything in it follows from the commits and these settings.
/// </summary>
/// <param name="Zone">Where it was run.</param>
/// <param name="Dot">Whether a dot is put behind the first line of a message.</param>
/// <param name="Clusters">Whether a heading is left out where it would be the one before again.</param>
/// <param name="Merges">Whether merges are written.</param>
internal sealed record ChangeLogForm(ChangeLogZone Zone, ChangeLogDot Dot, bool Clusters, bool Merges)
{
    // A longer first line gets no dot.
    private const int RoomForDot = 72;

    private static readonly char[] s_white = [' ', '\t', '\r', '\f', '\v'];

    /// <summary>Every form in a zone.</summary>
    public static IEnumerable<ChangeLogForm> All(ChangeLogZone zone) =>
        from dot in Enum.GetValues<ChangeLogDot>()
        from clusters in (bool[])[true, false]
        from merges in (bool[])[true, false]
        select new ChangeLogForm(zone, dot, clusters, merges);

    /// <summary>What is written of each commit; every piece begins with the empty line in front of it.</summary>
    /// <param name="log">The commits in git's order.</param>
    public IEnumerable<string> Print(IEnumerable<GitLogEntry> log)
    {
        string before = "";
        bool hadParagraphs = false;
        foreach (GitLogEntry entry in log.Where(e => Merges || !e.IsMerge))
        {
            string[] lines = [.. entry.Message.Split('\n').Select(line => line.TrimEnd(' ', '\t'))];
            string heading = HeadingOf(entry, lines);
            string[] message = Message(lines, Dot);
            bool hasParagraphs = Array.Exists(message, IsBlank);
            bool isSame = Clusters && heading == before && !hasParagraphs && !hadParagraphs;
            (before, hadParagraphs) = (heading, hasParagraphs);
            yield return (isSame ? "" : "\n" + heading)
                + (message.Length == 0 ? "" : "\n" + string.Concat(message.Select(
                    line => line.Length == 0 ? "\n" : $"\t{line}\n")));
        }
    }

    /// <summary>The first line of a message as it is written, without a dot.</summary>
    public static string? FirstLine(GitLogEntry entry) =>
        Message([.. entry.Message.Split('\n').Select(line => line.TrimEnd(' ', '\t'))]) is [var first, ..]
            ? first.TrimEnd('.') : null;

    private string HeadingOf(GitLogEntry entry, string[] lines)
    {
        bool isTiny = Array.Exists(lines, line => Says(line, "Copyright-paperwork-exempt:")
            || Says(line, "Tiny-change:"));
        string day = Zone.DayOf(entry.CommitTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{day}  {entry.Author}  <{entry.Mail}>{(isTiny ? "  (tiny change)" : "")}\n"
            + string.Concat(lines.Where(IsCoauthor).Select(line => "\t    " + Coauthor(line) + "\n"));
    }

    private static string[] Message(string[] lines, ChangeLogDot dot)
    {
        string[] message = Message(lines);
        if (message.Length > 0 && message[0].Length is > 0 and < RoomForDot && EndsOpen(message[0][^1], dot))
        {
            message[0] += ".";
        }

        return message;
    }

    private static string[] Message(string[] lines)
    {
        string[] kept = Array.FindAll(lines, line => !IsMeta(line));
        int first = Array.FindIndex(kept, line => !IsBlank(line));
        int last = Array.FindLastIndex(kept, line => !IsBlank(line));
        return first < 0 ? [] : kept[first..(last + 1)];
    }

    private static bool EndsOpen(char last, ChangeLogDot dot) => dot switch
    {
        ChangeLogDot.BehindWords => !char.IsAscii(last) || char.IsAsciiLetterOrDigit(last),
        ChangeLogDot.BehindClosings => char.IsAsciiLetterOrDigit(last) || last is ')' or '\'' or '"' or '*',
        _ => false,
    };

    private static bool Says(string line, string key) => line.StartsWith(key, StringComparison.Ordinal)
        && line[key.Length..] is { Length: > 0 } value && IsBlank(value[..1])
        && value.TrimStart(s_white) is var answer
        && (answer.StartsWith("Yes", StringComparison.Ordinal) || answer.StartsWith("yes", StringComparison.Ordinal))
        && answer.Length == 3;

    private static bool IsCoauthor(string line) => line.StartsWith("Co-authored-by:", StringComparison.Ordinal);

    private static string Coauthor(string line)
    {
        string who = line["Co-authored-by:".Length..].TrimStart(s_white);
        int mail = who.IndexOf('<', StringComparison.Ordinal);
        return mail < 0 ? who : who[..mail].TrimEnd(s_white) + "  " + who[mail..];
    }

    private static bool IsMeta(string line) =>
        (line.StartsWith("Signed-off-by: ", StringComparison.Ordinal) && line.EndsWith('>'))
        || line.StartsWith("Co-authored-by: ", StringComparison.Ordinal)
        || line.StartsWith("Copyright-paperwork-exempt: ", StringComparison.Ordinal)
        || line.StartsWith("Tiny-change: ", StringComparison.Ordinal);

    private static bool IsBlank(string line) => line.AsSpan().IndexOfAnyExcept(s_white) < 0;
}

/// <summary>Where gitlog-to-changelog puts a dot, by its option and its age.</summary>
internal enum ChangeLogDot
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Behind a letter, a digit and what is not ASCII.</summary>
    BehindWords,

    /// <summary>Behind a letter, a digit, a closing quote or parenthesis, and a star.</summary>
    BehindClosings,
}
