namespace Xzact.Audit.Git;

internal enum GlobTokenKind
{
    /// <summary>One character.</summary>
    Literal,

    /// <summary><c>?</c>: any character but a slash.</summary>
    Any,

    /// <summary><c>*</c>: any number of characters that are no slash.</summary>
    Star,

    /// <summary><c>**</c> at the end: any number of characters.</summary>
    StarStar,

    /// <summary><c>**/</c>: any number of folders, each with its slash.</summary>
    Folders,

    /// <summary><c>[...]</c>: one character of a set.</summary>
    Set,
}

/// <summary>One element of a glob pattern.</summary>
internal sealed record GlobToken(GlobTokenKind Kind, char Character = '\0', Func<char, bool>? Contains = null)
{
    internal bool Repeats => Kind is GlobTokenKind.Star or GlobTokenKind.StarStar or GlobTokenKind.Folders;

    internal bool Matches(char c) => Kind switch
    {
        GlobTokenKind.Literal => c == Character,
        GlobTokenKind.Any or GlobTokenKind.Star => c != '/',
        GlobTokenKind.Set => c != '/' && Contains!(c),
        _ => true,
    };

    /// <summary>Splits a pattern; null if it can match nothing (an unfinished set or escape).</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="crossesFolders">Whether it is matched against a base name, where <c>**</c> means <c>*</c>.</param>
    internal static List<GlobToken>? Parse(string pattern, bool crossesFolders)
    {
        var tokens = new List<GlobToken>();
        for (int i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '?':
                    tokens.Add(new GlobToken(GlobTokenKind.Any));
                    break;
                case '*':
                    i = AddStars(pattern, i, crossesFolders, tokens);
                    break;
                case '[':
                    if (!GlobSet.TryParse(pattern, ref i, out Func<char, bool>? contains))
                    {
                        return null;
                    }

                    tokens.Add(new GlobToken(GlobTokenKind.Set, Contains: contains));
                    break;
                case '\\':
                    if (++i == pattern.Length)
                    {
                        return null;
                    }

                    goto default;
                default:
                    tokens.Add(new GlobToken(GlobTokenKind.Literal, pattern[i]));
                    break;
            }
        }

        return tokens;
    }

    // Gives the index of the last character used.
    private static int AddStars(string pattern, int start, bool crossesFolders, List<GlobToken> tokens)
    {
        int end = start;
        while (end < pattern.Length && pattern[end] == '*')
        {
            end++;
        }

        bool wholeName = end - start > 1
            && (start == 0 || pattern[start - 1] == '/')
            && (end == pattern.Length || pattern[end] == '/');
        if (!wholeName || crossesFolders)
        {
            tokens.Add(new GlobToken(GlobTokenKind.Star));
            return end - 1;
        }

        if (end == pattern.Length)
        {
            tokens.Add(new GlobToken(GlobTokenKind.StarStar));
            return end - 1;
        }

        // Any folders: nothing, or anything up to a slash.
        tokens.Add(new GlobToken(GlobTokenKind.Folders));
        return end;
    }
}
