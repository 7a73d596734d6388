namespace Xzact.Audit.Git;

/// <summary>A bracket expression: single characters, ranges, classes such as <c>[:alpha:]</c>, negation.</summary>
internal static class GlobSet
{
    /// <summary>Reads a set.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="index">In: the opening bracket. Out: the closing one.</param>
    /// <param name="contains">Whether a character is in the set.</param>
    /// <returns>False if the set has no end or an unknown class; such a pattern matches nothing.</returns>
    internal static bool TryParse(string pattern, ref int index, out Func<char, bool>? contains)
    {
        contains = null;
        int i = index + 1;
        bool negated = i < pattern.Length && pattern[i] is '!' or '^';
        if (negated)
        {
            i++;
        }

        var parts = new List<Func<char, bool>>();
        for (bool first = true; i < pattern.Length && (first || pattern[i] != ']'); first = false)
        {
            if (IsClass(pattern, i))
            {
                int end = pattern.IndexOf(']', i + 2);
                if (end == i + 2 || (end > 0 && pattern[end - 1] != ':'))
                {
                    // What has no ":]" is no class; its bracket stands for itself, as do the characters that follow.
                    parts.Add(c => c == '[');
                    i++;
                    continue;
                }

                if (end < 0 || Class(pattern[(i + 2)..(end - 1)]) is not { } named)
                {
                    return false;
                }

                parts.Add(named);
                i = end + 1;
            }
            else if (!TryParseRange(pattern, ref i, parts))
            {
                return false;
            }
        }

        index = i;
        contains = c => parts.Exists(part => part(c)) != negated;
        return i < pattern.Length;
    }

    // Space is fewer characters to git than to POSIX.
    private static Func<char, bool>? Class(string name) =>
        name == "space" ? c => c is ' ' or '\t' or '\n' or '\r' : CharacterClass.Find(name);

    private static bool IsClass(string pattern, int i) =>
        pattern[i] == '[' && i + 1 < pattern.Length && pattern[i + 1] == ':';

    private static bool TryParseRange(string pattern, ref int i, List<Func<char, bool>> parts)
    {
        if (!TryParseCharacter(pattern, ref i, out char low))
        {
            return false;
        }

        char high = low;
        if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
        {
            i++;
            if (!TryParseCharacter(pattern, ref i, out high))
            {
                return false;
            }
        }

        // The first character counts even in a range that runs backwards, which is otherwise empty.
        parts.Add(c => c == low || (c > low && c <= high));
        return true;
    }

    private static bool TryParseCharacter(string pattern, ref int i, out char character)
    {
        if (pattern[i] == '\\')
        {
            i++;
        }

        character = i < pattern.Length ? pattern[i] : '\0';
        i++;
        return i <= pattern.Length;
    }
}
