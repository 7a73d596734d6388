using System.Text;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>The string literals of C-like source text, adjacent ones joined as the compiler and xgettext do.</summary>
internal static class SourceStrings
{
    /// <summary>Every literal of a text; Latin-1 characters of the bytes.</summary>
    public static HashSet<string> Of(ReadOnlySpan<byte> content)
    {
        string text = Encoding.Latin1.GetString(content);
        HashSet<string> strings = new(StringComparer.Ordinal);
        StringBuilder? current = null;
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] == '"')
            {
                int end = End(text, i, '"');
                current ??= new();
                current.Append(EscapedText.Decode(text.AsSpan(i + 1, Math.Max(end - i - 1, 0))) ?? "\0");
                i = end + 1;
            }
            else if (char.IsWhiteSpace(text[i]))
            {
                i++;
            }
            else if (text.AsSpan(i).StartsWith("/*"))
            {
                int end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                i = end < 0 ? text.Length : end + 2;
            }
            else if (text.AsSpan(i).StartsWith("//"))
            {
                int end = text.IndexOf('\n', i);
                i = end < 0 ? text.Length : end;
            }
            else if (current is not null && text.AsSpan(i).StartsWith("PRI"))
            {
                // xgettext writes the macros of inttypes.h so
                int end = i;
                while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                {
                    end++;
                }

                current.Append('<').Append(text, i, end - i).Append('>');
                i = end;
            }
            else
            {
                Flush(ref current, strings);
                i = text[i] == '\'' ? End(text, i, '\'') + 1 : i + 1;
            }
        }

        Flush(ref current, strings);
        return strings;
    }

    private static void Flush(ref StringBuilder? current, HashSet<string> strings)
    {
        if (current is not null)
        {
            strings.Add(current.ToString());
            current = null;
        }
    }

    // The closing quote, or the end of the line if there is none.
    private static int End(string text, int open, char quote)
    {
        int i = open + 1;
        for (; i < text.Length && text[i] != quote && text[i] != '\n'; i++)
        {
            i += text[i] == '\\' ? 1 : 0;
        }

        return Math.Min(i, text.Length);
    }
}
