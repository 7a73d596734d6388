using System.Globalization;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// A change log made from the history: exactly what <c>git log</c> prints, or in the form of gitlog-to-changelog, each
/// line a line of a commit of that author and day, in order, but for a few that are carriers. A tracked older change
/// log may stand at its end.
/// </summary>
internal sealed class ChangeLogProof : IFileProof
{
    private const int MaxBytes = 8 << 20;
    private const int MaxAttached = 8;

    // A closing remark, a line that the maker reformatted.
    private const int MaxForeign = 4;

    // Lines compared: a hostile history could have a million commits of one author and day.
    private const long MaxWork = 50_000_000;

    // The day is that of the maker's time zone.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromHours(36);

    public bool Wants(string path) => path[(path.LastIndexOf('/') + 1)..] is "ChangeLog" or "CHANGELOG";

    public Account? Explain(ProofSubject subject, ProofContext context)
    {
        if (!Wants(subject.Path) || subject.File.Content is not { Length: > 0 and < MaxBytes } content)
        {
            return null;
        }

        GitRepository repository = context.Tag.Repository;
        string commit = context.Tag.Tag.CommitId;
        if (content.AsSpan().StartsWith("commit "u8))
        {
            bool statistics = content.AsSpan().IndexOf(" changed, "u8) >= 0;
            return GitCommitLog.StartsWith(repository, commit, content, statistics)
                ? new(AccountKind.DerivedAndVerified, "what git log prints of the tag's commit and those before it")
                : null;
        }

        string text = Encoding.Latin1.GetString(content);
        string? attached = Attached(text, context);
        text = attached is null ? text : text[..^context.TrackedContentOf(attached)!.Length];
        if (Header(text.Split('\n', 2)[0]) is null)
        {
            return null;
        }

        IReadOnlyList<Carrier>? foreign = ForeignLines(text, GitCommitLog.Read(repository, commit))
            ?.Where(line => !IsInMakefile(text.Substring((int)line.Offset, line.Length), context)).ToList();
        string lines = foreign is { Count: > 0 } ? $"each line but {foreign.Count}" : "each line";
        return foreign is null ? null
            : new(AccountKind.DerivedAndVerified, $"{lines} is of the message of a commit of that author and day"
                + (attached is null ? "" : $"; at its end the tracked {attached}"))
            {
                Carriers = foreign,
            };
    }

    /// <summary>
    /// The lines that no commit of their author and day has; null if they are more than the few that makers of
    /// releases add, or if there is no commit of an author and day.
    /// </summary>
    internal static IReadOnlyList<Carrier>? ForeignLines(string text, IReadOnlyList<GitLogEntry> log)
    {
        List<Carrier> foreign = [];
        int offset = 0;
        ILookup<(string, string), GitLogEntry> byAuthor = log.ToLookup(e => (e.Author, e.Mail));
        string[] messages = [];
        int next = 0;
        long work = 0;
        foreach (string line in text.Split('\n'))
        {
            int start = offset;
            offset += line.Length + 1;
            if (line.Length == 0)
            {
                continue;
            }

            if (Header(line) is LogHeader header)
            {
                messages = [.. Candidates(header, byAuthor).SelectMany(Lines).Select(Plain)];
                next = 0;
                work += messages.Length;
                if (messages.Length == 0 || work > MaxWork)
                {
                    return null;
                }

                continue;
            }

            int found = line[0] == '\t' ? Find(messages, Plain(line), next) : -1;
            work += found <= next ? messages.Length : 1;
            if (found < 0)
            {
                foreign.Add(new(start, line.Length, "a line of no commit"));
            }

            if (foreign.Count > MaxForeign || work > MaxWork)
            {
                return null;
            }

            next = Math.Max(found, next);
        }

        return foreign;
    }

    // A closing remark that the tag's own makefile prints, in quotes as it stands.
    private static bool IsInMakefile(string line, ProofContext context)
    {
        const int MinLength = 8;
        string makefile = context.TrackedContentOf("Makefile.am") is byte[] bytes
            ? Encoding.Latin1.GetString(bytes)
            : "";
        return line.Length >= MinLength && (makefile.Contains($"'{line}'", StringComparison.Ordinal)
            || makefile.Contains($"\"{line}\"", StringComparison.Ordinal));
    }

    // Some makers of change logs write the first paragraph as one line, as git shows a subject, and gitlog-to-changelog
    // --append-dot ends the first line with a dot where it ends with a letter or digit.
    private static IEnumerable<string> Lines(GitLogEntry entry)
    {
        string message = entry.Message.TrimStart('\n');
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        string subject = end < 0 ? message : message[..end];
        if (subject.TrimEnd('\n').Contains('\n'))
        {
            yield return subject.ReplaceLineEndings(" ");
        }

        string[] lines = message.Split('\n');
        yield return lines[0];
        if (lines[0].Length > 0
            && (char.IsAsciiLetterOrDigit(lines[0][^1]) || lines[0][^1] is ')' or '\'' or '"' or '*'))
        {
            yield return lines[0] + ".";
        }

        foreach (string line in lines.Skip(1))
        {
            yield return line;
        }
    }

    // Co-authors stand in front of the message, though they are its last lines; so they do not move the position.
    private static int Find(string[] messages, string line, int next)
    {
        int found = Array.IndexOf(messages, line, next);
        bool isCoauthor = found < 0 && line.EndsWith('>') && line.Contains(" <", StringComparison.Ordinal)
            && Array.Exists(messages, m => m.StartsWith("Co-authored-by:", StringComparison.OrdinalIgnoreCase)
                && m.EndsWith(line, StringComparison.Ordinal));
        return isCoauthor ? next : found < 0 ? -1 : Math.Min(found + 1, messages.Length);
    }

    private static IEnumerable<GitLogEntry> Candidates(
        LogHeader header, ILookup<(string, string), GitLogEntry> byAuthor) =>
        byAuthor[(header.Author, header.Mail)].Where(e =>
            (e.AuthorTime - header.Noon).Duration() <= s_tolerance
            || (e.CommitTime - header.Noon).Duration() <= s_tolerance);

    private static string Plain(string line) =>
        string.Join(' ', line.Split([' ', '\t', '\r', '\f', '\v'], StringSplitOptions.RemoveEmptyEntries));

    private static string? Attached(string text, ProofContext context) => context.Tag.Paths
        .Where(path => path.StartsWith("ChangeLog", StringComparison.Ordinal) && path.IndexOf('/') < 0)
        .Order(StringComparer.Ordinal).Take(MaxAttached)
        .FirstOrDefault(path => context.TrackedContentOf(path) is { Length: > 0 } older
            && text.EndsWith(Encoding.Latin1.GetString(older), StringComparison.Ordinal));

    // "2020-01-31  A. Author  <a@example.org>", perhaps with "  (tiny change)" behind it.
    private static LogHeader? Header(string line)
    {
        const string TinyChange = "  (tiny change)";
        const string Between = "  <";
        const int DateLength = 10;
        string text = line.EndsWith(TinyChange, StringComparison.Ordinal) ? line[..^TinyChange.Length] : line;
        int mail = text.LastIndexOf(Between, StringComparison.Ordinal);
        return mail > DateLength + 2 && text[^1] == '>' && text.AsSpan(DateLength).StartsWith("  ")
            && DateTimeOffset.TryParseExact(
                text.AsSpan(0, DateLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out DateTimeOffset day)
            ? new(day.AddHours(12), text[(DateLength + 2)..mail], text[(mail + Between.Length)..^1])
            : null;
    }

    // The middle of the day, and the author.
    private sealed record LogHeader(DateTimeOffset Noon, string Author, string Mail);
}
