using System.Globalization;
using System.Text;

namespace Xzact.Audit.Known;

/// <summary>
/// The serial number of a macro file, by which <c>aclocal --install</c> tells newer from older: a comment at the top
/// such as <c># foo.m4 serial 12 (gettext-0.18)</c>, <c># serial 3</c> on a line of its own, or <c>#serial 7</c>.
/// </summary>
public static class MacroSerial
{
    private const int MaxBytes = 16 * 1024;
    private const string Word = "serial";

    /// <summary>The first serial number in the file's first 16 KiB, or null if it has none below 2^31.</summary>
    public static int? Find(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<char> start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, MaxBytes)]);
        foreach (ReadOnlySpan<char> line in start.EnumerateLines())
        {
            bool isComment = line.StartsWith('#') || line.StartsWith("dnl ", StringComparison.Ordinal);
            if (isComment && FindIn(line) is { Length: > 0 } digits)
            {
                return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int serial)
                    ? serial
                    : null;
            }
        }

        return null;
    }

    // The digits behind the word; empty if the word, blanks and digits do not follow each other in this line.
    private static ReadOnlySpan<char> FindIn(ReadOnlySpan<char> line)
    {
        for (int word; (word = line.IndexOf(Word, StringComparison.Ordinal)) > 0; line = line[(word + Word.Length)..])
        {
            ReadOnlySpan<char> after = line[(word + Word.Length)..];
            ReadOnlySpan<char> number = after.TrimStart(" \t");
            int digits = number.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : number.Length;
            if (!char.IsAsciiLetterOrDigit(line[word - 1]) && line[word - 1] != '_'
                && number.Length < after.Length && digits > 0)
            {
                return number[..digits];
            }
        }

        return default;
    }
}
