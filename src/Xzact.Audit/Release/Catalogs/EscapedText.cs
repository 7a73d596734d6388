using System.Text;

namespace Xzact.Audit.Release.Catalogs;

/// <summary>The escape sequences that C and .po files share.</summary>
internal static class EscapedText
{
    /// <summary>The text between two quotes; null if it holds a bare quote or an unknown escape.</summary>
    public static string? Decode(ReadOnlySpan<char> text)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return null;
            }

            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            if (++i == text.Length)
            {
                return null;
            }

            int code = text[i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\b',
                'f' => '\f',
                'v' => '\v',
                'a' => '\a',
                '"' => '"',
                '\'' => '\'',
                '?' => '?',
                '\\' => '\\',
                'x' => Number(text, ref i, 16, 2),
                >= '0' and <= '7' => Number(text, ref i, 8, 3),
                _ => -1,
            };
            if (code is < 0 or > 0xFF)
            {
                return null;
            }

            result.Append((char)code);
        }

        return result.ToString();
    }

    // Leaves the position on the last digit.
    private static int Number(ReadOnlySpan<char> text, ref int at, int radix, int digits)
    {
        int start = radix == 16 ? at + 1 : at;
        int value = 0;
        int i = start;
        for (; i < text.Length && i < start + digits && char.IsAsciiHexDigit(text[i]); i++)
        {
            int digit = Convert.ToInt32(text[i].ToString(), 16);
            if (digit >= radix)
            {
                break;
            }

            value = (value * radix) + digit;
        }

        at = i - 1;
        return i > start ? value : -1;
    }
}
