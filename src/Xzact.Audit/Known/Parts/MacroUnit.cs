namespace Xzact.Audit.Known.Parts;

/// <summary>A statement of an m4 file: one or more whole lines in which quotes and parentheses balance.</summary>
/// <param name="Name">The macro that it defines, else the first word; never empty.</param>
/// <param name="Start">Offset of its first character in the text.</param>
/// <param name="Length">Its length in characters, with its last line end.</param>
internal readonly record struct MacroUnit(string Name, int Start, int Length);

/// <summary>The statements of an m4 file. What stands between them are comments and white space.</summary>
/// <param name="Units">The statements, in order.</param>
internal sealed record MacroFile(IReadOnlyList<MacroUnit> Units)
{
    // What m4 and its readers pass over alike; a carriage return is text.
    private const string Blanks = " \t";

    /// <summary>Splits a text with Autoconf's quotes; null if they do not balance or are changed on the top level, or
    /// if <c>dnl</c> has arguments there, which m4 expands.</summary>
    public static MacroFile? Read(string text)
    {
        List<MacroUnit> units = [];
        for (int at = 0; at < text.Length;)
        {
            int end = EndOfLine(text, at);
            ReadOnlySpan<char> line = text.AsSpan(at, end - at).TrimEnd('\n').Trim(Blanks);
            if (line.IsEmpty || IsComment(line))
            {
                at = end;
                continue;
            }

            if (EndOfStatement(text, at) is not int stop)
            {
                return null;
            }

            units.Add(new(NameOf(text.AsSpan(at, stop - at)), at, stop - at));
            at = stop;
        }

        return new(units);
    }

    /// <summary>Whether a trimmed line is a comment, on the top level of a file.</summary>
    internal static bool IsComment(ReadOnlySpan<char> line) =>
        line[0] == '#' || (line.StartsWith("dnl") && (line.Length == 3 || !(IsWord(line[3]) || line[3] == '(')));

    private static int? EndOfStatement(string text, int start)
    {
        int quotes = 0;
        int parens = 0;
        for (int i = start; i < text.Length; i++)
        {
            if (quotes == 0 && (char.IsAsciiLetter(text[i]) || text[i] == '_'))
            {
                int end = EndOfWord(text, i);
                ReadOnlySpan<char> word = text.AsSpan(i, end - i);
                bool isCalled = end < text.Length && text[end] == '(';
                if (word.Contains("changequote", StringComparison.Ordinal)
                    || word.Contains("changecom", StringComparison.Ordinal) || (word is "dnl" && isCalled))
                {
                    return null;
                }

                i = (word is "dnl" ? LineFeed(text, end) : end) - 1;
                continue;
            }

            switch (text[i])
            {
                case '[':
                    quotes++;
                    break;
                case ']': // without a bracket to close it is plain text, as automake 1.16's own macros have it
                    quotes = Math.Max(0, quotes - 1);
                    break;
                case '(' when quotes == 0:
                    parens++;
                    break;
                case ')' when quotes == 0:
                    parens = Math.Max(0, parens - 1);
                    break;
                case '#' when quotes == 0:
                    i = LineFeed(text, i) - 1;
                    break;
                case '\n' when quotes == 0 && parens == 0:
                    return i + 1;
            }
        }

        return quotes == 0 && parens == 0 ? text.Length : null;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && IsWord(text[at]))
        {
            at++;
        }

        return at;
    }

    // The first argument of the first call, if that defines a macro.
    private static string NameOf(ReadOnlySpan<char> unit)
    {
        unit = unit.TrimStart();
        int word = 0;
        while (word < unit.Length && IsWord(unit[word]))
        {
            word++;
        }

        string first = unit[..word].ToString();
        if (MacroNames.IsDefiner(first) && word < unit.Length && unit[word] == '(')
        {
            ReadOnlySpan<char> rest = unit[(word + 1)..].TrimStart(" \t\r\n[");
            int length = 0;
            while (length < rest.Length && IsWord(rest[length]))
            {
                length++;
            }

            return length > 0 ? rest[..length].ToString() : first;
        }

        return first.Length > 0 ? first : "?";
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static int LineFeed(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    private static int EndOfLine(string text, int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }
}
