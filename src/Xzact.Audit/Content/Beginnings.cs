using System.Buffers;
using Xzact.Audit.Content.Formats;

namespace Xzact.Audit.Content;

/// <summary>Finds where something else seems to begin inside bytes that no format accounts for.</summary>
internal static class Beginnings
{
    private const int MaxFound = 16;

    private static readonly FormatReader[] s_formats =
    [
        new XzFormat(), new LzipFormat(), new GzipFormat(), new Bzip2Format(), new ZstdFormat(), new ElfFormat(),
        new ArFormat(), new ZipFormat(), new PngFormat(), new PdfFormat(),
    ];

    // The first bytes of those formats, and of a script.
    private static readonly SearchValues<byte> s_first =
        SearchValues.Create([0xFD, 0x1F, 0x28, 0x7F, 0x89, .. "LB!P%#"u8]);

    /// <summary>Where a script or a format with a strong signature begins behind offset 0, at most 16 times, each up to
    /// where the next begins, and a script up to where text ends.</summary>
    public static IEnumerable<Range> In(ReadOnlyMemory<byte> data, ContentBudget budget)
    {
        int[] begins = [.. Offsets(data, budget)];
        for (int i = 0; i < begins.Length; i++)
        {
            int end = i + 1 < begins.Length ? begins[i + 1] : data.Length;
            yield return ContentClassifier.IsScript(data.Span[begins[i]..])
                ? begins[i]..(begins[i] + ContentClassifier.TextLength(data.Span[begins[i]..end]))
                : begins[i]..end;
        }
    }

    private static IEnumerable<int> Offsets(ReadOnlyMemory<byte> data, ContentBudget budget)
    {
        int found = 0;
        for (int at = Next(data.Span, 1); at >= 0 && found < MaxFound; at = Next(data.Span, at + 1))
        {
            FormatReader? format = FormatOf(data.Span[at..]);
            if ((format is not null || IsScriptHead(data.Span[at..])) && budget.TakeAttempt()
                && IsReal(format, data[at..], budget))
            {
                found++;
                yield return at;
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> data, int from) =>
        from < data.Length && data[from..].IndexOfAny(s_first) is >= 0 and int at ? from + at : -1;

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

    private static bool IsScriptHead(ReadOnlySpan<byte> data)
    {
        const int Head = 64;
        return ContentClassifier.IsScript(data)
            && ContentClassifier.Classify(data[..Math.Min(Head, data.Length)]) == ContentClass.Script;
    }

    // A signature of few bytes occurs by chance: a stream must give something.
    private static bool IsReal(FormatReader? format, ReadOnlyMemory<byte> data, ContentBudget budget)
    {
        if (format is not { Class: ContentClass.Compressed })
        {
            return true;
        }

        FormatWalk walk = new(data, budget) { WholeOnly = true };
        try
        {
            format.Read(walk);
        }
        catch (FormatBreakException)
        {
            return false;
        }

        return walk.Damages.Count == 0;
    }
}
