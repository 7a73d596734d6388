using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Xzact.Audit.Content;

/// <summary>Tells text from other content. Everything but text is opaque to a reader and gets an account.</summary>
internal static class ContentClassifier
{
    /// <summary>What is said of text that a few control characters stand in.</summary>
    public const string TextWithControls = "text with control characters";

    // Shorter content that is not UTF-8 could be anything.
    private const int MinLegacyText = 64;

    // One control character in so many bytes is a stray one or a test's.
    private const int MaxControlShare = 64;

    // C0 without BS, TAB, LF, VT, FF, CR, SUB at an end and ESC, which texts and terminals use.
    private static readonly SearchValues<byte> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Except([8, 9, 10, 11, 12, 13, 26, 27]).Append(127).Select(value => (byte)value)]);

    /// <summary>Text, a script, nothing, or opaque.</summary>
    public static ContentClass Classify(ReadOnlySpan<byte> data) => data switch
    {
        { IsEmpty: true } => ContentClass.Empty,
        _ when !IsText(data) => ContentClass.Opaque,
        _ when IsScript(data) => ContentClass.Script,
        _ => ContentClass.Text,
    };

    /// <summary>Whether content would be text without few control characters that are not zero.</summary>
    public static bool IsTextWithControls(ReadOnlySpan<byte> data)
    {
        if (data.Contains((byte)0))
        {
            return false;
        }

        int controls = 0;
        for (ReadOnlySpan<byte> rest = data; rest.IndexOfAny(s_controls) is >= 0 and int at; rest = rest[(at + 1)..])
        {
            controls++;
        }

        return controls <= data.Length / MaxControlShare && (Utf8.IsValid(data) || IsLegacyText(data));
    }

    /// <summary>How many bytes there are before the first control character.</summary>
    public static int TextLength(ReadOnlySpan<byte> data) =>
        data.IndexOfAny(s_controls) is >= 0 and int end ? end : data.Length;

    /// <summary>Whether the first line names an interpreter by its path.</summary>
    public static bool IsScript(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("#!"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> line = data[2..];
        line = (line.IndexOf((byte)'\n') is >= 0 and int end ? line[..end] : line).TrimStart(" \t"u8);
        return line.StartsWith("/"u8) && !line.ContainsAny(s_controls);
    }

    private static bool IsText(ReadOnlySpan<byte> data) =>
        IsUtf16(data) || (!data.ContainsAny(s_controls) && (Utf8.IsValid(data) || IsLegacyText(data)));

    private static bool IsLegacyText(ReadOnlySpan<byte> data)
    {
        const int MaxLine = 2_000;
        if (data.Length < MinLegacyText)
        {
            return false;
        }

        int lines = data.Count((byte)'\n') + 1;
        int letters = 0;
        foreach (byte value in data)
        {
            letters += value is < 0x80 ? 1 : 0;
        }

        // Eight-bit sets have blanks and signs between letters, and lines.
        return letters >= data.Length / 16 && data.Length / lines <= MaxLine;
    }

    private static bool IsUtf16(ReadOnlySpan<byte> data)
    {
        bool big = data.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (data.Length % 2 != 0 || !(big || data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])))
        {
            return false;
        }

        for (int at = 2; at < data.Length; at += 2)
        {
            int unit = big ? (data[at] << 8) | data[at + 1] : data[at] | (data[at + 1] << 8);
            if (unit is 0xFFFE or 0xFFFF || (unit < 128 && s_controls.Contains((byte)unit)))
            {
                return false;
            }
        }

        try
        {
            UnicodeEncoding encoding = new(big, byteOrderMark: true, throwOnInvalidBytes: true);
            return encoding.GetCharCount(data) > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
