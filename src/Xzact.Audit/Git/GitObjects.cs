using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>What the auditor needs from a commit object.</summary>
internal sealed record GitCommit(string TreeId, DateTimeOffset AuthorDate, DateTimeOffset CommitDate);

/// <summary>What the auditor needs from a tag object.</summary>
internal sealed record GitTagObject(string TargetId, string TargetType, string Name)
{
    /// <summary>The signature behind the message, as it stands there; null if there is none.</summary>
    public string? Signature { get; init; }
}

/// <summary>One entry of a single tree object; the path is a name without slash.</summary>
internal readonly record struct GitRawEntry(string Name, int Mode, string ObjectId);

/// <summary>Parsers of the objects' formats (git's "Git Objects", and <c>git hash-object</c>'s checks).</summary>
internal static class GitObjects
{
    internal const int DirectoryMode = 0x4000; // 040000
    private const int MaxModeDigits = 7;

    /// <summary>Reads a commit: its tree and its dates.</summary>
    internal static GitCommit ParseCommit(byte[] content, string id)
    {
        Dictionary<string, string> headers = ParseHeaders(content);
        return headers.TryGetValue("tree", out string? tree)
            && TryParseDate(headers.GetValueOrDefault("author"), out DateTimeOffset author)
            && TryParseDate(headers.GetValueOrDefault("committer"), out DateTimeOffset committer)
            ? new GitCommit(tree, author, committer)
            : throw new GitException(GitFailure.Corrupt, $"The commit {id} lacks a tree, an author or a date.");
    }

    /// <summary>Reads an annotated tag: what it names, and its own name.</summary>
    internal static GitTagObject ParseTag(byte[] content, string id)
    {
        Dictionary<string, string> headers = ParseHeaders(content);
        return headers.TryGetValue("object", out string? target)
            && headers.TryGetValue("type", out string? type)
            && headers.TryGetValue("tag", out string? name)
            ? new GitTagObject(target, type, name) { Signature = SignatureIn(content) }
            : throw new GitException(GitFailure.Corrupt, $"The tag object {id} lacks an object, a type or a name.");
    }

    /// <summary>Reads one tree object.</summary>
    /// <exception cref="GitException">It breaks the format, or holds a name that no checkout can have made.</exception>
    internal static List<GitRawEntry> ParseTree(ReadOnlySpan<byte> content, string id, GitObjectFormat format)
    {
        var entries = new List<GitRawEntry>();
        var names = new HashSet<string>();
        int length = content.Length;
        while (!content.IsEmpty)
        {
            int offset = length - content.Length;
            int space = content.IndexOf((byte)' ');
            int zero = content.IndexOf((byte)0);
            int end = zero + 1 + format.HashLength();
            if (space is < 1 or > MaxModeDigits || zero < space || end > content.Length
                || !TryParseMode(content[..space], out int mode))
            {
                throw BadTree(id, offset, "an entry is cut off or has no mode");
            }

            string name = GitPath.Decode(content[(space + 1)..zero]);
            if (name is "" or "." or ".." or ".git" || name.Contains('/', StringComparison.Ordinal))
            {
                throw BadTree(id, offset, $"the name \"{name}\" cannot stand in a tree");
            }

            if (!names.Add(name))
            {
                throw BadTree(id, offset, $"the name \"{name}\" appears twice");
            }

            entries.Add(new GitRawEntry(name, mode, Convert.ToHexStringLower(content[(zero + 1)..end])));
            content = content[end..];
        }

        return entries;
    }

    private static GitException BadTree(string id, int offset, string why) =>
        new(GitFailure.Corrupt, $"The tree {id} is malformed at byte {offset}: {why}.");

    // git puts it last, behind a line of its own.
    private static string? SignatureIn(ReadOnlySpan<byte> content)
    {
        int at = content.LastIndexOf("\n-----BEGIN PGP SIGNATURE-----\n"u8);
        return at < 0 ? null : Encoding.ASCII.GetString(content[(at + 1)..]);
    }

    private static bool TryParseMode(ReadOnlySpan<byte> digits, out int mode)
    {
        mode = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            mode = (mode * 8) + (digit - '0');
        }

        return true;
    }

    // The first of each header counts; they end at the first empty line, and continue with a leading space.
    private static Dictionary<string, string> ParseHeaders(byte[] content)
    {
        var headers = new Dictionary<string, string>();
        foreach (string line in Encoding.UTF8.GetString(content).Split('\n').TakeWhile(line => line.Length > 0))
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0)
            {
                headers.TryAdd(line[..space], line[(space + 1)..]);
            }
        }

        return headers;
    }

    // "Name <address> SECONDS +HHMM"
    private static bool TryParseDate(string? identity, out DateTimeOffset date)
    {
        date = default;
        string[] fields = (identity ?? "").Split(' ');
        if (fields.Length < 2
            || !long.TryParse(fields[^2], CultureInfo.InvariantCulture, out long seconds)
            || !int.TryParse(fields[^1], CultureInfo.InvariantCulture, out int zone)
            || seconds < DateTimeOffset.MinValue.AddDays(1).ToUnixTimeSeconds()
            || seconds > DateTimeOffset.MaxValue.AddDays(-1).ToUnixTimeSeconds())
        {
            return false;
        }

        var offset = TimeSpan.FromMinutes((zone / 100 * 60) + (zone % 100));
        date = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (offset.Duration() <= TimeSpan.FromHours(14))
        {
            date = date.ToOffset(offset); // a nonsensical zone leaves the moment as UTC
        }

        return true;
    }
}
