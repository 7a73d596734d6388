using System.Buffers.Binary;
using Xzact.Audit.Content.Formats;

namespace Xzact.Audit.Content.Transforms;

/// <summary>What the result of a transform must be to count: a script, an ELF object, an archive or a compressed stream
/// that is whole, or plain text.</summary>
internal static class TransformTarget
{
    /// <summary>The least text that counts; less turns up by chance.</summary>
    public const int MinText = 64;

    private const int MinScript = 12;

    private static readonly FormatReader[] s_formats =
    [
        new XzFormat(), new LzipFormat(), new GzipFormat(), new Bzip2Format(), new ElfFormat(), new ArFormat(),
        new ZipFormat(), new TarFormat(), new PeFormat(),
    ];

    /// <summary>Whether the first bytes of a result, 512 if there are so many, could be of one.</summary>
    public static bool Begins(ReadOnlySpan<byte> head) =>
        IsScript(head) || FormatOf(head) is not null || IsPlainText(head, value => value);

    /// <summary>What a whole result is; null if it does not count.</summary>
    public static (ContentClass Class, string? Format)? Read(ReadOnlyMemory<byte> result, ContentBudget budget)
    {
        if (IsScript(result.Span))
        {
            return (ContentClass.Script, null);
        }

        if (FormatOf(result.Span) is { } format)
        {
            return IsWhole(format, result, budget) ? (format.Class, format.Name) : null;
        }

        return ContentClassifier.Classify(result.Span) == ContentClass.Text
            && IsPlainText(result.Span, value => value)
            ? (ContentClass.Text, null) : null;
    }

    /// <summary>Whether content is a script or object code, or a compressed stream that begins with it.</summary>
    public static bool HoldsCode(ReadOnlyMemory<byte> content, ContentBudget budget)
    {
        const int MaxLayers = 4;
        for (int layer = 0; layer < MaxLayers; layer++)
        {
            if (IsScript(content.Span) || ContentClassifier.Classify(content.Span) == ContentClass.ObjectCode)
            {
                return true;
            }

            if (FormatOf(content.Span) is not { Class: ContentClass.Compressed } format)
            {
                return false;
            }

            FormatWalk walk = new(content, budget);
            try
            {
                format.Read(walk);
            }
            catch (FormatBreakException)
            {
                // What came out before the break counts.
            }

            if (walk.Parts.Count == 0)
            {
                return false;
            }

            content = walk.Parts[0].Content;
        }

        return false;
    }

    /// <summary>Whether bytes are plain ASCII text under a map: blanks, letters and variety as text has them.</summary>
    public static bool IsPlainText(ReadOnlySpan<byte> data, Func<byte, byte> map)
    {
        const int Variety = 12;
        Span<int> counts = stackalloc int[128];
        foreach (byte value in data)
        {
            byte mapped = map(value);
            if (mapped is >= 0x7F or (< 0x20 and not (9 or 10 or 13)))
            {
                return false;
            }

            counts[mapped]++;
        }

        (int letters, int blanks, int kinds, int most) = (0, 0, 0, 0);
        for (int value = 0; value < counts.Length; value++)
        {
            letters += char.IsAsciiLetter((char)value) ? counts[value] : 0;
            blanks += value is ' ' or '\n' ? counts[value] : 0;
            kinds += counts[value] > 0 ? 1 : 0;
            most = Math.Max(most, counts[value]);
        }

        return data.Length >= MinText && letters * 2 >= data.Length && blanks * 32 >= data.Length
            && kinds >= Variety && most * 3 <= data.Length;
    }

    private static bool IsScript(ReadOnlySpan<byte> data) => data.Length >= MinScript
        && ContentClassifier.IsScript(data)
        && ContentClassifier.Classify(data[..Math.Min(MinText, data.Length)]) == ContentClass.Script;

    private static FormatReader? FormatOf(ReadOnlySpan<byte> data)
    {
        foreach (FormatReader format in s_formats)
        {
            if (format.Begins(data))
            {
                return format;
            }
        }

        return null;
    }

    private static bool IsWhole(FormatReader format, ReadOnlyMemory<byte> result, ContentBudget budget)
    {
        if (format is ElfFormat)
        {
            return IsElf(result.Span);
        }

        FormatWalk walk = new(result, budget) { WholeOnly = true };
        try
        {
            format.Read(walk);
        }
        catch (FormatBreakException)
        {
            return false;
        }

        return walk.Damages.Count == 0 && walk.At + walk.Parts.Count > 0;
    }

    // e_version and e_ehsize say the same as the identification does.
    private static bool IsElf(ReadOnlySpan<byte> data)
    {
        bool wide = data[4] == 2;
        bool big = data[5] == 2;
        int length = wide ? 64 : 52;
        if (data.Length < length)
        {
            return false;
        }

        uint version = big ? BinaryPrimitives.ReadUInt32BigEndian(data[20..])
            : BinaryPrimitives.ReadUInt32LittleEndian(data[20..]);
        ReadOnlySpan<byte> size = data[(wide ? 52 : 40)..];
        return version == 1 && length == (big ? BinaryPrimitives.ReadUInt16BigEndian(size)
            : BinaryPrimitives.ReadUInt16LittleEndian(size));
    }
}
