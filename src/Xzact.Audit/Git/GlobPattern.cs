namespace Xzact.Audit.Git;

/// <summary>
/// One pattern of gitattributes(5) or gitignore(5), "PATTERN FORMAT". Matching takes time proportional to pattern
/// times path, whatever the pattern: all positions are followed at once instead of trying them one after another.
/// </summary>
internal sealed class GlobPattern
{
    private readonly string _folder;
    private readonly bool _matchesBaseName;
    private readonly bool _matchesOnlyFolders;
    private readonly string _literalStart;
    private readonly List<GlobToken>? _tokens;

    /// <summary>Makes a pattern.</summary>
    /// <param name="pattern">The text, unquoted.</param>
    /// <param name="folder">The folder of the file that holds it: empty, or ending in a slash.</param>
    internal GlobPattern(string pattern, string folder)
    {
        _folder = folder;
        if (pattern.EndsWith('/'))
        {
            _matchesOnlyFolders = true;
            pattern = pattern[..^1];
        }

        _matchesBaseName = !pattern.Contains('/', StringComparison.Ordinal);
        if (pattern.StartsWith('/'))
        {
            pattern = pattern[1..];
        }

        // git compares the text before the first special character by itself and matches the rest as a pattern of its
        // own; "a**" therefore crosses folders although its stars do not stand after a slash.
        int special = pattern.AsSpan().IndexOfAny('*', '?', '[') is var wildcard and >= 0 ? wildcard : pattern.Length;
        int escape = pattern.IndexOf('\\', StringComparison.Ordinal);
        int literal = _matchesBaseName ? 0 : Math.Min(special, escape >= 0 ? escape : special);
        _literalStart = pattern[..literal];
        _tokens = GlobToken.Parse(pattern[literal..], crossesFolders: _matchesBaseName);
    }

    /// <summary>Whether the pattern matches.</summary>
    /// <param name="path">The path from the top of the tree, without slash at the end.</param>
    /// <param name="isFolder">Whether the path is a folder.</param>
    internal bool IsMatch(string path, bool isFolder)
    {
        if ((_matchesOnlyFolders && !isFolder) || !path.StartsWith(_folder, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = _matchesBaseName
            ? path.AsSpan(path.LastIndexOf('/') + 1)
            : path.AsSpan(_folder.Length);
        return rest.StartsWith(_literalStart, StringComparison.Ordinal)
            && _tokens is not null
            && Matches(_tokens, rest[_literalStart.Length..]);
    }

    /// <summary>Whether the pattern matches a file or a folder that it lies in.</summary>
    /// <param name="path">The file's path from the top of the tree.</param>
    internal bool Covers(string path)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (IsMatch(path[..end], isFolder: end < path.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(List<GlobToken> tokens, ReadOnlySpan<char> text)
    {
        // reached[i]: the text so far can be matched by the tokens before i.
        bool[] reached = new bool[tokens.Count + 1];
        bool[] next = new bool[tokens.Count + 1];
        reached[0] = true;
        SkipEmpty(tokens, reached, afterSlash: true);
        foreach (char c in text)
        {
            Array.Clear(next);
            for (int i = 0; i < tokens.Count; i++)
            {
                if (reached[i] && tokens[i].Matches(c))
                {
                    next[tokens[i].Repeats ? i : i + 1] = true;
                }
            }

            (reached, next) = (next, reached);
            SkipEmpty(tokens, reached, afterSlash: c == '/');
        }

        return reached[^1];
    }

    // Stars match nothing, too; "**/" matches no folders, or as many as there are.
    private static void SkipEmpty(List<GlobToken> tokens, bool[] reached, bool afterSlash)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (reached[i] && (tokens[i].Kind is GlobTokenKind.Star or GlobTokenKind.StarStar
                || (tokens[i].Kind == GlobTokenKind.Folders && afterSlash)))
            {
                reached[i + 1] = true;
            }
        }
    }
}
