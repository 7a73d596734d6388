using System.Text;

namespace Xzact.Audit.Git;

/// <summary>A tag as a list of tags shows it.</summary>
/// <param name="Name">Its name without <c>refs/tags/</c>.</param>
/// <param name="CommitId">What it leads to.</param>
/// <param name="Tagger">Who says to have made it; null for a lightweight tag.</param>
/// <param name="Signature">The armored signature; null if there is none. Nothing verifies it.</param>
internal sealed record GitListedTag(string Name, string CommitId, GitSignatory? Tagger, string? Signature);

/// <summary>All tags with who made them, by one call.</summary>
internal static class GitTagList
{
    private const int MaxBytes = 256 << 20;
    private const int Fields = 5;

    // A line of it ends each record; nothing in a field can hold the zero byte before it.
    private const string Format =
        "--format=%(refname:lstrip=2)%00%(objectname)%00%(*objectname)%00%(taggername) %(taggeremail) "
        + "%(taggerdate:raw)%00%(contents:signature)%00";

    /// <summary>The tags in git's order.</summary>
    /// <exception cref="GitException">They cannot be read, or are over 256 MiB.</exception>
    internal static IReadOnlyList<GitListedTag> Read(GitRepository repository)
    {
        byte[] output = GitProgram.Run(
            repository.View.Directory, repository.Options, MaxBytes, "for-each-ref", Format, "refs/tags");
        string[] parts = Encoding.UTF8.GetString(output).Split('\0');
        List<GitListedTag> tags = [];
        for (int i = 0; i + Fields <= parts.Length; i += Fields)
        {
            string signature = parts[i + 4].Trim();
            tags.Add(new(
                parts[i].TrimStart('\n'), parts[i + 2].Length > 0 ? parts[i + 2] : parts[i + 1],
                GitLogStream.Signatory(parts[i + 3]), signature.Length > 0 ? signature : null));
        }

        return tags;
    }
}
