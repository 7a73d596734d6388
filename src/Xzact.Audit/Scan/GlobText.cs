namespace Xzact.Audit.Scan;

/// <summary>Patterns of the shell over constant texts (POSIX, 2.14).</summary>
internal static class GlobText
{
    private const int MaxText = 4_096;

    /// <summary>What <c>${name#pattern}</c> and its kin leave of a text.</summary>
    /// <param name="text">The value.</param>
    /// <param name="operation">One of <c>#</c>, <c>##</c>, <c>%</c> and <c>%%</c>.</param>
    /// <param name="pattern">The pattern.</param>
    public static string Trim(string text, string operation, string pattern)
    {
        if (text.Length > MaxText)
        {
            return text;
        }

        bool isPrefix = operation[0] == '#';
        bool isLongest = operation.Length == 2;
        for (int i = 0; i <= text.Length; i++)
        {
            int length = isLongest ? text.Length - i : i;
            ReadOnlySpan<char> part = isPrefix ? text.AsSpan(0, length) : text.AsSpan(text.Length - length);
            if (IsMatch(part, pattern))
            {
                return isPrefix ? text[length..] : text[..^length];
            }
        }

        return text;
    }

    /// <summary>Whether a text is one that a pattern of <c>*</c>, <c>?</c> and plain characters stands for.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        (int at, int star, int mark) = (0, -1, 0);
        int i = 0;
        while (i < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, mark) = (at++, i);
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == text[i]))
            {
                (at, i) = (at + 1, i + 1);
            }
            else if (star >= 0)
            {
                (at, i) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
