using System.Text;

namespace Xzact.Audit.Rules.Source;

/// <summary>
/// Reads the words of text in C, C++ and languages with their comments and strings. What a compiler would not run
/// (comments, strings) is left out; in doubt a word counts as code: where a raw string may stand, all words do, for
/// compilers of C and of C++ part ways there.
/// </summary>
internal static class SourceReader
{
    private static readonly string[] s_rawPrefixes = ["R", "LR", "uR", "UR", "u8R"];

    /// <summary>The words that are code, in order; <c>##</c> counts as one.</summary>
    public static IEnumerable<SourceWord> Read(string text)
    {
        bool holdsRaw = Scan(text, readsAll: false).Any(w => w.Next == '"' && s_rawPrefixes.Contains(w.Word.Text));
        return Scan(text, holdsRaw).Select(w => w.Word);
    }

    private static IEnumerable<(SourceWord Word, char Next)> Scan(string text, bool readsAll)
    {
        int line = 1;
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            char next = i + 1 < text.Length ? text[i + 1] : '\0';
            int end = i + 1;
            if (!readsAll && c == '/' && next is '*' or '/')
            {
                end = next == '*' ? End(text, "*/", i + 2) : EndOfLine(text, i);
            }
            else if (!readsAll && c is '"' or '\'')
            {
                end = EndOfString(text, i);
            }
            else if (char.IsAsciiDigit(c))
            {
                end = EndOfNumber(text, i);
            }
            else if (PastingAt(text, i) is > 0 and int pasting)
            {
                end = i + pasting;
                yield return (new("##", line, IsCalled: false, IsMember: false), '\0');
            }
            else if (IsWord(c))
            {
                (string word, end) = Word(text, i);
                char follows = Follows(text, end);
                yield return (new(word, line, follows == '(', IsMember(text, i)), follows);
            }

            line += text.AsSpan(i, end - i).Count('\n');
            i = end;
        }
    }

    // The operator that makes one word of two, in its three spellings (ISO 9899, 6.4.6 and 5.2.1.1).
    private static int PastingAt(string text, int at) => text.AsSpan(at) switch
    {
        ['#', '#', ..] => 2,
        ['%', ':', '%', ':', ..] => 4,
        ['?', '?', '=', '?', '?', '=', ..] => 6,
        _ => 0,
    };

    // A backslash at the end of a line joins the lines, also within a word.
    private static (string Word, int End) Word(string text, int start)
    {
        int end = start;
        StringBuilder word = new();
        while (end < text.Length)
        {
            if (IsWord(text[end]))
            {
                word.Append(text[end++]);
            }
            else if (text.AsSpan(end).StartsWith("\\\n"))
            {
                end += 2;
            }
            else if (text.AsSpan(end).StartsWith("\\\r\n"))
            {
                end += 3;
            }
            else
            {
                break;
            }
        }

        return (word.ToString(), end);
    }

    // An apostrophe may stand between the digits of a number, and begins no string there.
    private static int EndOfNumber(string text, int start)
    {
        int end = start + 1;
        while (end < text.Length && (IsWord(text[end])
            || (text[end] == '\'' && end + 1 < text.Length && IsWord(text[end + 1]))))
        {
            end++;
        }

        return end;
    }

    private static int End(string text, string mark, int from)
    {
        int at = from > text.Length ? -1 : text.IndexOf(mark, from, StringComparison.Ordinal);
        return at < 0 ? text.Length : at + mark.Length;
    }

    private static int EndOfLine(string text, int from)
    {
        int at = text.IndexOf('\n', from);
        while (at > 0 && text[at - 1] == '\\')
        {
            at = text.IndexOf('\n', at + 1);
        }

        return at < 0 ? text.Length : at;
    }

    // A string ends on its line, so a lone apostrophe hides no more than that.
    private static int EndOfString(string text, int start)
    {
        for (int i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i + 1;
            }
            else if (text[i] == '\n')
            {
                return i;
            }
        }

        return text.Length;
    }

    private static char Follows(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }

    private static bool IsMember(string text, int start)
    {
        int at = start - 1;
        while (at >= 0 && char.IsWhiteSpace(text[at]))
        {
            at--;
        }

        return at >= 0 && (text[at] == '.' || (text[at] == '>' && at > 0 && text[at - 1] == '-'));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
