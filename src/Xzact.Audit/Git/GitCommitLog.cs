using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>One commit as change logs show it. Texts are Latin-1 characters of the UTF-8 bytes.</summary>
/// <param name="Author">Name of the author.</param>
/// <param name="Mail">Mail address of the author.</param>
/// <param name="AuthorTime">When it was written.</param>
/// <param name="CommitTime">When it was committed.</param>
/// <param name="Message">The first paragraph as one line, then the rest without the empty line between.</param>
/// <param name="IsMerge">Whether it has more than one parent.</param>
internal sealed record GitLogEntry(
    string Author, string Mail, DateTimeOffset AuthorTime, DateTimeOffset CommitTime, string Message,
    bool IsMerge = false);

/// <summary>What <c>git log</c> says of a commit and everything before it.</summary>
internal static class GitCommitLog
{
    private const int MaxLogBytes = 128 << 20;
    private const int Fields = 6;

    /// <summary>The commits in git's order.</summary>
    /// <exception cref="GitException">The history cannot be read, or is over 128 MiB.</exception>
    internal static IReadOnlyList<GitLogEntry> Read(GitRepository repository, string commitId)
    {
        byte[] output = GitProgram.Run(
            repository.View.Directory, repository.Options, MaxLogBytes, "log", "-z", "--no-color", "--no-decorate",
            "--format=%an%n%ae%n%at%n%ct%n%p%n%s%n%b", commitId);
        List<GitLogEntry> entries = [];
        foreach (string record in Encoding.Latin1.GetString(output).Split('\0'))
        {
            string[] parts = record.Split('\n', Fields);
            if (parts.Length == Fields && TryTime(parts[2], out DateTimeOffset written)
                && TryTime(parts[3], out DateTimeOffset committed))
            {
                entries.Add(new(
                    parts[0], parts[1], written, committed, parts[5],
                    IsMerge: parts[4].Contains(' ', StringComparison.Ordinal)));
            }
        }

        return entries;
    }

    /// <summary>
    /// Whether a text is the beginning, in whole commits, of what
    /// <c>git log --pretty=medium --stat</c> prints with a form of dates; the option for statistics is left out if the
    /// text has none.
    /// </summary>
    /// <exception cref="GitException">The history cannot be read.</exception>
    internal static bool StartsWith(GitRepository repository, string commitId, ReadOnlySpan<byte> text, bool statistics,
        string date)
    {
        string[] arguments =
        [
            "log", "--pretty=medium", $"--date={date}", "--no-color", "--no-decorate", "--no-ext-diff", "--no-textconv",
            .. statistics ? (string[])["--stat"] : [], commitId,
        ];
        using GitProcess log = GitProgram.Start(repository.View.Directory, repository.Options, arguments);
        log.CloseInput();
        byte[] expected = new byte[text.Length];
        if (log.Output.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) < text.Length
            || !text.SequenceEqual(expected))
        {
            return false;
        }

        // The next commit begins behind an empty line.
        byte[] next = new byte["\ncommit ".Length];
        int read = log.Output.ReadAtLeast(next, next.Length, throwOnEndOfStream: false);
        return read == 0 || next.AsSpan().SequenceEqual("\ncommit "u8);
    }

    private static bool TryTime(string seconds, out DateTimeOffset time)
    {
        const long LastSecond = 253402300799; // of the year 9999
        bool isTime = long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            && value <= LastSecond;
        time = isTime ? DateTimeOffset.FromUnixTimeSeconds(value) : default;
        return isTime;
    }
}
