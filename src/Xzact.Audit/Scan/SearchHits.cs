using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Which files a search through the contents of the tree finds: what grep -r would print the names of, done
/// in memory.</summary>
internal static class SearchHits
{
    // A pattern that finds more than these names no file.
    private const int MostHits = 4;
    private const int MaxFileBytes = 8 << 20;
    private const long MaxBytes = 512L << 20;

    /// <summary>The data files that the search finds; none if its pattern is not known, or finds many.</summary>
    /// <param name="node">A node of the kind <see cref="FlowKind.Search"/>.</param>
    /// <param name="tree">The tree.</param>
    public static IReadOnlyList<ScanFile> Of(FlowNode node, ScanTree tree)
    {
        if (node.Name is not ("grep" or "egrep" or "fgrep") || Plain(node) is not { } arguments)
        {
            return [];
        }

        List<ScanFile> hits = [];
        long read = 0;
        foreach (ScanFile file in tree.Files.Where(file => file.Source != StorySource.None
            && file is { Content.Length: > 0 and <= MaxFileBytes, Account: { Indicator: null } }))
        {
            read += file.Content.Length;
            if (read > MaxBytes)
            {
                return [];
            }

            if (TextTools.Grep(arguments, file.Content.Read()) is { Length: > 0 })
            {
                hits.Add(file);
                if (hits.Count > MostHits)
                {
                    return [];
                }
            }
        }

        return hits;
    }

    // The options that only say where to look, and what to print, taken out; null if lines or files are turned around.
    private static string[]? Plain(FlowNode node)
    {
        List<string> plain = node.Name == "egrep" ? ["-E"] : [];
        foreach (string argument in node.Arguments)
        {
            bool isOption = argument.Length > 1 && argument[0] == '-' && argument[1] != '-';
            if (isOption && argument.AsSpan(1).IndexOfAny('v', 'L', 'c') >= 0)
            {
                return null;
            }

            string kept = !isOption ? argument
                : "-" + string.Concat(argument[1..].Where(c => c is not ('l' or 'r' or 'R')));
            if (kept is not ("-" or "--recursive" or "--files-with-matches"))
            {
                plain.Add(kept);
            }
        }

        string? pattern = plain.Find(argument => argument.Length > 0 && argument[0] != '-');
        return pattern is null || pattern.Contains(WordValues.Unknown, StringComparison.Ordinal) ? null : [.. plain];
    }
}
