using System.Globalization;
using System.Text;

namespace Xzact.Audit.Git;

/// <summary>A line of a <c>.gitignore</c> that an earlier commit did not have.</summary>
/// <param name="File">The file, from the top of the tree.</param>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Text">The line.</param>
internal readonly record struct GitIgnoreLine(string File, int Line, string Text);

/// <summary>Which ignore rules a commit has that its history did not have some time before.</summary>
internal static class GitIgnoreChanges
{
    private const int MaxAnswer = 1 << 20;
    private const int MaxFileBytes = 1 << 20;
    private const int MaxFiles = 1000;

    /// <summary>The new lines; null where there is no commit so old, or the history was cut off.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commitId">The commit.</param>
    /// <param name="before">The lines that the newest commit before this moment had are not new.</param>
    /// <param name="ignoreFiles">The paths of the files to look at; more than a thousand are left out.</param>
    /// <exception cref="GitException">The history or a file cannot be read.</exception>
    internal static IReadOnlyList<GitIgnoreLine>? Since(
        GitRepository repository, string commitId, DateTimeOffset before, IEnumerable<string> ignoreFiles)
    {
        string moment = before.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string older = Run(
            repository, "rev-list", "--max-count=1", "--first-parent", $"--min-age={moment}", commitId).Trim();
        if (repository.IsShallow || older.Length == 0)
        {
            return null;
        }

        // ":OLDMODE NEWMODE OLDID NEWID STATUS", then the path.
        string[] tokens = Run(
            repository,
            [
                "diff-tree", "-r", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AM", older, commitId, "--",
                .. ignoreFiles.Take(MaxFiles),
            ]).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        List<GitIgnoreLine> lines = [];
        for (int i = 0; i + 1 < tokens.Length; i += 2)
        {
            string[] fields = tokens[i].Split(' ');
            if (fields is not [_, ['1', '0', '0', ..], var was, var now, var status])
            {
                continue;
            }

            HashSet<string> known = status == "A" ? [] : [.. Lines(repository, was)];
            lines.AddRange(Lines(repository, now).Select((text, line) => (text, line))
                .Where(pair => pair.text.Length > 0 && !known.Contains(pair.text))
                .Select(pair => new GitIgnoreLine(tokens[i + 1], pair.line + 1, pair.text)));
        }

        return lines;
    }

    private static IEnumerable<string> Lines(GitRepository repository, string blob) =>
        Encoding.Latin1.GetString(repository.ReadBlob(blob, MaxFileBytes)).Split('\n').Select(line => line.TrimEnd());

    private static string Run(GitRepository repository, params string[] arguments) => Encoding.Latin1.GetString(
        GitProgram.Run(repository.View.Directory, repository.Options, MaxAnswer, arguments));
}
