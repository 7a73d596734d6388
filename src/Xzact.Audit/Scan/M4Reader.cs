using System.Buffers;

namespace Xzact.Audit.Scan;

/// <summary>A call of a macro.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Where each argument begins and ends, without blanks and its outer quotes.</param>
/// <param name="End">Behind the closing parenthesis.</param>
internal sealed record M4Call(string Name, IReadOnlyList<Range> Arguments, int End);

/// <summary>Finds calls of macros in m4 text that has Autoconf's quotes, brackets.</summary>
internal static class M4Reader
{
    private const int MaxArguments = 1_000;
    private const int MaxLine = 4_096;

    /// <summary>The characters of names, in m4 as in the shell.</summary>
    public static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The calls of some macros in a text, comments left out, by macro and then by place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The macros.</param>
    /// <returns>The macro, where its name begins, and the call.</returns>
    public static IEnumerable<(string Name, int At, M4Call Call)> CallsOf(string text, IEnumerable<string> names)
    {
        long budget = (8L * text.Length) + (1 << 20);
        foreach (string name in names)
        {
            for (int at = text.IndexOf(name, StringComparison.Ordinal); at >= 0;
                at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                if (IsWordAt(text, at, name) && !IsInComment(text, at)
                    && CallAt(text, at, text.Length, ref budget) is { } call)
                {
                    yield return (name, at, call);
                }
            }
        }
    }

    /// <summary>The call whose name begins at <paramref name="start"/>; null if no parenthesis follows the name, or
    /// none closes it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the name begins.</param>
    /// <param name="limit">Where the text ends.</param>
    /// <param name="budget">How many characters may still be looked at; calls that nobody closes would be looked at
    /// once for each.</param>
    public static M4Call? CallAt(string text, int start, int limit, ref long budget)
    {
        int open = start;
        while (open < limit && IsName(text[open]))
        {
            open++;
        }

        if (open == start || open >= limit || text[open] != '(' || budget <= 0)
        {
            return null;
        }

        List<Range> arguments = [];
        (int quotes, int depth, int begin) = (0, 0, open + 1);
        for (int i = open + 1; i < limit; i++)
        {
            switch (text[i])
            {
                case '[':
                    quotes++;
                    break;
                case ']':
                    quotes = Math.Max(0, quotes - 1);
                    break;
                case '#' when quotes == 0 && i > 0 && char.IsWhiteSpace(text[i - 1]):
                case 'd' when quotes == 0 && IsWordAt(text, i, "dnl") && !text.AsSpan(i).StartsWith("dnl("):
                    i = text.IndexOf('\n', i) is >= 0 and int end && end < limit ? end : limit - 1;
                    break;
                case '(' when quotes == 0:
                    depth++;
                    break;
                case ',' when quotes == 0 && depth == 0 && arguments.Count < MaxArguments:
                    arguments.Add(Trimmed(text, begin, i));
                    begin = i + 1;
                    break;
                case ')' when quotes == 0 && depth-- == 0:
                    budget -= i - start;
                    arguments.Add(Trimmed(text, begin, i));
                    return new(text[start..open], arguments, i + 1);
                default:
                    break;
            }
        }

        budget -= limit - start;
        return null;
    }

    /// <summary>Whether a whole word stands at a place.</summary>
    public static bool IsWordAt(string text, int at, string word) => text.AsSpan(at).StartsWith(word)
        && (at == 0 || !IsName(text[at - 1])) && (at + word.Length >= text.Length || !IsName(text[at + word.Length]));

    /// <summary>Whether a comment begins before a place on its line. A sign within quotes counts too.</summary>
    public static bool IsInComment(string text, int at)
    {
        // A line may be a megabyte.
        int start = Math.Max(at > 0 ? text.LastIndexOf('\n', at - 1, Math.Min(at, MaxLine)) + 1 : 0, at - MaxLine);
        for (int i = start; i < at; i++)
        {
            if ((text[i] == '#' && (i == start || char.IsWhiteSpace(text[i - 1]))) || IsWordAt(text, i, "dnl"))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static Range Trimmed(string text, int begin, int end)
    {
        while (begin < end && char.IsWhiteSpace(text[begin]))
        {
            begin++;
        }

        while (end > begin && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end - begin < 2 || text[begin] != '[' || text[end - 1] != ']')
        {
            return begin..end;
        }

        int depth = 0;
        for (int i = begin; i < end - 1; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return begin..end;
            }
        }

        return (begin + 1)..(end - 1);
    }
}
