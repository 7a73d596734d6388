using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>All commits of branches and tags with the files that they change, read once, children before parents. One
/// commit is held at a time.</summary>
internal static class GitLogStream
{
    // A path may be as long as a message, and neither has a limit of its own.
    private const int MaxTokenBytes = 4 << 20;
    private const int MaxFiles = 1_000_000;
    private const string CommitMark = "commit ";

    /// <summary>The commits. One without a readable date or author is left out and counted.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="leftOut">Told the id of each commit that is left out.</param>
    /// <exception cref="GitException">The history is incomplete, over a limit or cannot be read.</exception>
    internal static IEnumerable<GitLogCommit> Read(GitRepository repository, Action<string> leftOut)
    {
        using GitProcess log = GitProgram.Start(
            repository.View.Directory, repository.Options, "log", "--branches", "--tags", "--remotes", "--date-order",
            "-z", "-c", "--raw", "-r", "--root", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
            "--no-color", "--no-decorate", "--format=raw");
        log.CloseInput();
        string? header = null;
        string? meta = null;
        List<GitFileChange> files = [];
        byte[] buffer = new byte[4096];
        while (ReadToken(log.Output, ref buffer) is int length)
        {
            log.RestartClock(); // the limit is for each answer; how long a history is nobody knows
            if (meta is not null)
            {
                AddFile(files, meta, buffer.AsSpan(0, length));
                meta = null;
            }
            else if (buffer.AsSpan(0, length).StartsWith(":"u8))
            {
                meta = Encoding.Latin1.GetString(buffer, 0, length);
            }
            else if (buffer.AsSpan(0, length).StartsWith("commit "u8))
            {
                if (header is not null && Parse(header, files, leftOut) is { } commit)
                {
                    yield return commit;
                }

                (header, meta) = Split(Encoding.UTF8.GetString(buffer, 0, length));
                files = [];
            }
        }

        if (header is not null && Parse(header, files, leftOut) is { } last)
        {
            yield return last;
        }

        log.ThrowIfFailed();
    }

    // Message lines are indented, so that a line with a colon at its start is the first changed file.
    private static (string Header, string? Meta) Split(string token)
    {
        int at = token.LastIndexOf("\n:", StringComparison.Ordinal);
        return at < 0 ? (token, null) : (token[..at], token[(at + 1)..]);
    }

    // ":OLDMODE NEWMODE OLDID NEWID STATUS"; of a merge one more colon, mode and id for each further parent.
    private static void AddFile(List<GitFileChange> files, string meta, ReadOnlySpan<byte> path)
    {
        int parents = meta.Length - meta.TrimStart(':').Length;
        string[] fields = meta[parents..].Split(' ');
        if (fields.Length != (2 * parents) + 3)
        {
            throw new GitException(GitFailure.Corrupt, $"git log printed \"{meta}\" where a changed file must be.");
        }

        if (files.Count == MaxFiles)
        {
            throw new GitException(GitFailure.OverLimit, $"A commit changes more than {MaxFiles} files.");
        }

        string? Blob(int i) => fields[i].StartsWith("100", StringComparison.Ordinal) ? fields[i + parents + 1] : null;
        if (Blob(0) is not null || Blob(parents) is not null)
        {
            files.Add(new(GitPath.Decode(path), Blob(0), Blob(parents)));
        }
    }

    private static GitLogCommit? Parse(string header, IReadOnlyList<GitFileChange> files, Action<string> leftOut)
    {
        string[] lines = header.Split('\n');
        string id = lines[0][CommitMark.Length..].Split(' ')[0];
        List<string> parents = [];
        GitSignatory? author = null;
        GitSignatory? committer = null;
        StringBuilder? signature = null;
        bool inSignature = false;
        int at = 1;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            string line = lines[at];
            if (line[0] == ' ')
            {
                if (inSignature)
                {
                    signature!.Append('\n').Append(line, 1, line.Length - 1);
                }

                continue;
            }

            inSignature = false;
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            string value = space < 0 ? "" : line[(space + 1)..];
            switch (space < 0 ? line : line[..space])
            {
                case "parent":
                    parents.Add(value);
                    break;
                case "author":
                    author ??= Signatory(value);
                    break;
                case "committer":
                    committer ??= Signatory(value);
                    break;
                case "gpgsig" or "gpgsig-sha256" when signature is null:
                    signature = new(value);
                    inSignature = true;
                    break;
            }
        }

        if (author is not { } who || committer is not { } whom)
        {
            leftOut(id);
            return null;
        }

        return new()
        {
            Id = id,
            Parents = parents,
            Author = who,
            Committer = whom,
            Signature = signature?.ToString(),
            Message = [.. lines.Skip(at + 1).Select(line => line.Trim())],
            Files = files,
        };
    }

    /// <summary>Reads "Name &lt;address&gt; SECONDS +HHMM"; null if that is not what stands there.</summary>
    internal static GitSignatory? Signatory(string text)
    {
        int open = text.IndexOf('<', StringComparison.Ordinal);
        int close = text.LastIndexOf('>');
        string[] rest = close < 0 ? [] : text[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return open >= 0 && close > open && rest.Length > 0
            && long.TryParse(rest[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds)
            && seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new(
                text[..open].Trim(), text[(open + 1)..close].Trim(), DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    private static int? ReadToken(Stream stream, ref byte[] buffer)
    {
        int length = 0;
        for (int value; (value = stream.ReadByte()) != 0; buffer[length++] = (byte)value)
        {
            if (value < 0)
            {
                return length > 0 ? length : null;
            }

            if (length == MaxTokenBytes)
            {
                throw new GitException(
                    GitFailure.OverLimit, $"A commit has a message or a path over {MaxTokenBytes} bytes.");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return length;
    }
}
