using System.Text;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>The string literals of C-like source text, adjacent ones joined as the compiler and xgettext do.</summary>
internal static class SourceStrings
{
    /// <summary>Every literal of a text with the lines, from 1, at which it begins; Latin-1 characters of the
    /// bytes.</summary>
    public static Dictionary<string, List<int>> Of(ReadOnlySpan<byte> content)
    {
        string text = Encoding.Latin1.GetString(content);
        Dictionary<string, List<int>> strings = new(StringComparer.Ordinal);
        StringBuilder? current = null;
        int i = 0;
        int line = 1; // of the place up to which line feeds were counted
        int counted = 0;
        while (i < text.Length)
        {
            if (text[i] == '"')
            {
                int end = End(text, i, '"');
                if (current is null)
                {
                    line += text.AsSpan(counted, i - counted).Count('\n');
                    counted = i;
                    current = new();
                }

                current.Append(EscapedText.Decode(text.AsSpan(i + 1, Math.Max(end - i - 1, 0))) ?? "\0");
                i = end + 1;
            }
            else if (char.IsWhiteSpace(text[i]) || text.AsSpan(i).StartsWith("\\\n"))
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
                Flush(ref current, line, strings);
                i = text[i] == '\'' ? End(text, i, '\'') + 1 : i + 1;
            }
        }

        Flush(ref current, line, strings);
        return strings;
    }

    private static void Flush(ref StringBuilder? current, int line, Dictionary<string, List<int>> strings)
    {
        if (current is not null)
        {
            string text = current.ToString();
            if (!strings.TryGetValue(text, out List<int>? lines))
            {
                strings.Add(text, lines = []);
            }

            lines.Add(line);
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
