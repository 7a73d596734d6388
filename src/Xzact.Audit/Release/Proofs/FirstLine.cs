using System.Text.RegularExpressions;

namespace Xzact.Audit.Release.Proofs;

/// <summary>
/// Commands that give out the first line of a file and no more. In a change log that is a heading, or the id of a
/// commit, from which projects make a version.
/// </summary>
internal static partial class FirstLine
{
    /// <summary>Build text without the commands that read the first line of a file alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">The build text by path.</param>
    public static IReadOnlyDictionary<string, string> WithoutReaders(
        string path, IReadOnlyDictionary<string, string> texts)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return texts.ToDictionary(
            text => text.Key,
            text => !text.Value.Contains(name, StringComparison.Ordinal) ? text.Value : Reader().Replace(
                text.Value,
                match => match.Groups["file"].Value is var file && file[(file.LastIndexOf('/') + 1)..] == name
                    ? ":" : match.Value),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(
        "\\b(head (-n ?1|-1)|sed (-e ?)?['\"]?1q['\"]?|sed -n (-e ?)?['\"]?1p['\"]?) "
        + "(?<file>[A-Za-z0-9_$(){}./-]+)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reader();
}
