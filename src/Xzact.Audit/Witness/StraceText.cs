using System.Globalization;

namespace Xzact.Audit.Witness;

/// <summary>
/// Splits what strace(1) prints between the brackets of a call, and undoes its escapes. Everything in there may be the
/// choice of a hostile build; strace quotes strings and escapes what could end a string or a path.
/// </summary>
internal static class StraceText
{
    private const int MaxArguments = 1024;

    /// <summary>Splits at commas outside strings, paths and brackets, from behind an opening bracket.</summary>
    /// <param name="text">The text behind the opening bracket.</param>
    /// <param name="arguments">The pieces, not decoded.</param>
    /// <returns>How many characters there are up to the closing bracket; -1 if there is none.</returns>
    public static int Split(string text, List<string> arguments)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    i = EndOfString(text, i);
                    break;
                case '<' when IsAnnotation(text, i):
                    i = text.IndexOf('>', i);
                    break;
                case '/' when i + 1 < text.Length && text[i + 1] == '*':
                    i = text.IndexOf("*/", i + 2, StringComparison.Ordinal) is >= 0 and int end ? end + 1 : -1;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
                case ')':
                    Add(text[start..i]);
                    return i;
                case ',' when depth == 0:
                    Add(text[start..i]);
                    start = i + 1;
                    break;
                default:
                    break;
            }

            if (i < 0)
            {
                return -1;
            }
        }

        return -1;

        void Add(string piece)
        {
            string trimmed = piece.Trim();
            if (arguments.Count < MaxArguments && (trimmed.Length > 0 || arguments.Count > 0))
            {
                arguments.Add(trimmed);
            }
        }
    }

    /// <summary>The text of a quoted string; null if it is none, a bare address say.</summary>
    public static string? String(string argument)
    {
        if (argument is not ['"', ..])
        {
            return null;
        }

        int end = EndOfString(argument, 0);
        return end < 0 ? null : Unescape(argument.AsSpan(1, end - 1));
    }

    /// <summary>The strings of a list in square brackets, at most some; empty if it is none.</summary>
    /// <param name="argument">The list.</param>
    /// <param name="most">How many are kept.</param>
    public static IReadOnlyList<string> Strings(string argument, int most)
    {
        List<string> strings = [];
        for (int i = argument is ['[', ..] ? 1 : argument.Length; i < argument.Length && strings.Count < most; i++)
        {
            if (argument[i] != '"')
            {
                continue;
            }

            int end = EndOfString(argument, i);
            if (end < 0)
            {
                break;
            }

            strings.Add(Unescape(argument.AsSpan(i + 1, end - i - 1)));
            i = end;
        }

        return strings;
    }

    /// <summary>The path, or the name of what else it is, that strace writes behind a descriptor: <c>3&lt;/x&gt;</c>;
    /// null if there is none.</summary>
    public static string? PathOf(string descriptor)
    {
        int start = descriptor.IndexOf('<', StringComparison.Ordinal);
        int end = start < 0 ? -1 : descriptor.IndexOf('>', start);
        if (end < 0)
        {
            return null;
        }

        string path = Unescape(descriptor.AsSpan(start + 1, end - start - 1));
        const string Deleted = " (deleted)";
        bool isDeleted = descriptor.AsSpan(end + 1).StartsWith("(deleted)")
            || path.EndsWith(Deleted, StringComparison.Ordinal);
        return !isDeleted ? path
            : (path.EndsWith(Deleted, StringComparison.Ordinal) ? path : path + Deleted);
    }

    /// <summary>Undoes the escapes of C. A byte that is no UTF-8 becomes <c>\x</c> and two digits.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                bytes[length++] = (byte)text[i];
                continue;
            }

            char c = text[++i];
            int simple = "ntrvfab0e".IndexOf(c, StringComparison.Ordinal);
            if (c is >= '0' and <= '7')
            {
                int value = 0;
                int last = Math.Min(i + 3, text.Length);
                for (; i < last && text[i] is >= '0' and <= '7'; i++)
                {
                    value = (value * 8) + (text[i] - '0');
                }

                i--;
                bytes[length++] = (byte)value;
            }
            else if (c == 'x' && i + 2 < text.Length
                && byte.TryParse(
                    text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte hex))
            {
                bytes[length++] = hex;
                i += 2;
            }
            else
            {
                bytes[length++] = simple >= 0 ? "\n\t\r\v\f\a\b\0\x1b"u8[simple] : (byte)c;
            }
        }

        return PathText.Decode(bytes.AsSpan(0, length));
    }

    // Behind a descriptor or AT_FDCWD; two of them shift a number.
    private static bool IsAnnotation(string text, int at) =>
        at > 0 && at + 1 < text.Length && text[at + 1] != '<' && char.IsAsciiLetterOrDigit(text[at - 1]);

    // The index of the closing quote; -1 if the string was cut off.
    private static int EndOfString(string text, int quote)
    {
        for (int i = quote + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}
