using System.Globalization;
using System.Text;

namespace Xzact.Audit.Scan;

/// <summary>What printf of the shell writes (POSIX, printf and 2.2.4 for the escapes), one character a byte.</summary>
internal static class PrintfText
{
    private const int MaxLength = 1 << 16;
    private const int MaxWidth = 64;
    private const string Unknown = "\uFFFD";

    /// <summary>What the operands make; what cannot be known is <see cref="WordValues.Unknown"/> in it.</summary>
    /// <param name="texts">The format, then its operands; the format is used again as long as there are more.</param>
    public static string Format(IReadOnlyList<string> texts)
    {
        StringBuilder result = new();
        int next = 1;
        int taken;
        do
        {
            taken = next;
            Format(texts, ref next, result);
        }
        while (next > taken && next < texts.Count && result.Length < MaxLength);
        return result.ToString();
    }

    private static void Format(IReadOnlyList<string> texts, ref int next, StringBuilder result)
    {
        string format = texts[0];
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\')
            {
                i = Escape(format, i, result);
                continue;
            }

            if (format[i] != '%' || i + 1 == format.Length)
            {
                result.Append(format[i]);
                continue;
            }

            int begin = i + 1;
            int end = begin;
            while (end < format.Length - 1 && format[end] is (>= '0' and <= '9') or '-' or '.' or '#' or ' ' or '+')
            {
                end++;
            }

            i = end;
            result.Append(format[end] == '%' ? "%"
                : One(format[end], format[begin..end], next < texts.Count ? texts[next++] : ""));
        }
    }

    private static string One(char verb, string flags, string operand)
    {
        string text = verb switch
        {
            's' => operand,
            'b' => Unescape(operand, digits: 4),
            'c' => operand.Length > 0 ? operand[..1] : "",
            'd' or 'i' or 'u' => Number(operand)?.ToString(CultureInfo.InvariantCulture) ?? Unknown,
            'o' => Number(operand) is { } number ? Convert.ToString(number, 8) : Unknown,
            'x' => Number(operand)?.ToString("x", CultureInfo.InvariantCulture) ?? Unknown,
            'X' => Number(operand)?.ToString("X", CultureInfo.InvariantCulture) ?? Unknown,
            _ => Unknown,
        };
        if (flags.Length == 0 || text == Unknown)
        {
            return text;
        }

        bool isLeft = flags[0] == '-';
        string[] sizes = flags.TrimStart('-').Split('.');
        if (sizes.Length > 2 || !Size(sizes[0], out int width)
            || !Size(sizes.ElementAtOrDefault(1) ?? "", out int precision) || flags.AsSpan().ContainsAny("# +"))
        {
            return Unknown;
        }

        bool isNumber = verb is not ('s' or 'b' or 'c');
        if (sizes.Length == 2)
        {
            text = isNumber ? text.PadLeft(precision, '0') : text[..Math.Min(precision, text.Length)];
        }

        return isLeft ? text.PadRight(width)
            : text.PadLeft(width, isNumber && sizes[0].StartsWith('0') && sizes.Length == 1 ? '0' : ' ');
    }

    private static bool Size(string text, out int size)
    {
        size = 0;
        return text.Length == 0
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size <= MaxWidth);
    }

    // A decimal, octal or hexadecimal number, or the value of the character behind a quote; nothing is 0.
    private static long? Number(string text) => text switch
    {
        "" => 0,
        ['\'' or '"', var character, ..] => character == WordValues.Unknown ? null : character,
        _ => ByteExpression.Value(text),
    };

    /// <summary>A text without its escapes; numbers are bytes.</summary>
    public static string Unescape(string text) => Unescape(text, digits: 3);

    // Operands of %b have a zero before three digits.
    private static string Unescape(string text, int digits)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i = Escape(text, i, result, text.AsSpan(i + 1).StartsWith("0") ? digits : 3);
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    // Writes what the escape at a place is; gives the place of its last character.
    private static int Escape(string text, int at, StringBuilder result, int digits = 3)
    {
        if (++at == text.Length)
        {
            result.Append('\\');
            return at;
        }

        char c = text[at];
        if (c is >= '0' and <= '7')
        {
            int value = 0;
            int end = Math.Min(at + digits, text.Length);
            for (; at < end && text[at] is >= '0' and <= '7'; at++)
            {
                value = (value * 8) + (text[at] - '0');
            }

            result.Append((char)(value & 0xFF));
            return at - 1;
        }

        if (c == 'x' && at + 1 < text.Length && char.IsAsciiHexDigit(text[at + 1]))
        {
            int end = at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 2]) ? at + 3 : at + 2;
            result.Append((char)Convert.ToInt32(text[(at + 1)..end], 16));
            return end - 1;
        }

        result.Append(c switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\a',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            _ => c,
        });
        return at;
    }
}
