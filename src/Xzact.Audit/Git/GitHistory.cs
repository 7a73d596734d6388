using System.Globalization;

namespace Xzact.Audit.Git;

/// <summary>A content that a commit gave to a path.</summary>
/// <param name="Path">The path.</param>
/// <param name="BlobId">The content's id.</param>
/// <param name="Time">The commit's committer date in seconds since 1970-01-01 UTC.</param>
internal readonly record struct GitChange(string Path, string BlobId, long Time);

/// <summary>The history of all references as a stream of changed files.</summary>
internal static class GitHistory
{
    private const char CommitMark = '\u0001';
    private const int MaxTokenBytes = 64 * 1024;

    /// <summary>
    /// Every file that any commit added or changed, against each of its parents; deletions, links and submodules left
    /// out. The order is git's.
    /// </summary>
    /// <exception cref="GitException">The history is incomplete or cannot be read.</exception>
    internal static IEnumerable<GitChange> Changes(GitRepository repository)
    {
        using GitProcess log = GitProgram.Start(
            repository.View.Directory, repository.Options, "log", "--all", "--root", "-m", "-r", "--raw", "-z",
            "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-decorate",
            "--format=%x01%ct");
        log.CloseInput();
        long time = 0;
        string blob = "";
        bool isFile = false;
        bool expectsPath = false;
        while (ReadToken(log.Output) is { } bytes)
        {
            log.RestartClock(); // the limit is for each answer; how long a history is nobody knows
            if (expectsPath)
            {
                expectsPath = false;
                if (isFile)
                {
                    yield return new GitChange(GitPath.Decode(bytes), blob, time);
                }

                continue;
            }

            // Between commits stand "\x01TIME", and before a commit's first change a line break.
            string token = System.Text.Encoding.Latin1.GetString(bytes).TrimStart('\n');
            if (token.StartsWith(CommitMark))
            {
                string digits = token[1..].Split('\n')[0];
                time = ParseTime(digits);
                token = token[(1 + digits.Length)..].TrimStart('\n');
            }

            if (token.StartsWith(':'))
            {
                // ":OLDMODE NEWMODE OLDID NEWID STATUS"
                string[] fields = token.Split(' ');
                expectsPath = true;
                isFile = fields is [_, ['1', '0', '0', ..], _, _, _];
                blob = isFile ? fields[3] : "";
            }
        }

        log.ThrowIfFailed();
    }

    // git prints what stands in the commit, which is nothing if that is no date.
    private static long ParseTime(string digits) =>
        long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time)
        && time >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? time
            : throw new GitException(
                GitFailure.Corrupt, $"A commit of the history has the committer date \"{digits}\", which is none.");

    private static byte[]? ReadToken(Stream stream)
    {
        var token = new List<byte>(128);
        for (int value; (value = stream.ReadByte()) != 0; token.Add((byte)value))
        {
            if (value < 0)
            {
                return token.Count > 0 ? [.. token] : null;
            }

            if (token.Count == MaxTokenBytes)
            {
                throw new GitException(GitFailure.OverLimit, $"git log printed a name over {MaxTokenBytes} bytes.");
            }
        }

        return [.. token];
    }
}
