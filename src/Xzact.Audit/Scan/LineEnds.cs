using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>What stands at the ends of the lines of a text, where nobody sees it: blanks and tabs are bits.</summary>
internal static class LineEnds
{
    private const int MinLines = 8;
    private const int MinKinds = 6;
    private const int MinLength = 4;
    private const int MaxBytes = 4 << 20;

    /// <summary>The fact, if many lines end in blanks and tabs that differ.</summary>
    /// <param name="file">A file with its account.</param>
    public static IEnumerable<StoryPayload> Of(ScanFile file)
    {
        if (file.Account is not { IsText: true, Length: <= MaxBytes, Indicator: null })
        {
            yield break;
        }

        string[] ends = [.. Encoding.Latin1.GetString(file.Content.Read()).Split('\n')
            .Select(line => line[line.AsSpan().TrimEnd(" \t").Length..]).Where(end => end.Length >= MinLength)];
        int kinds = ends.Distinct(StringComparer.Ordinal).Count();
        if (ends.Length >= MinLines && kinds >= MinKinds)
        {
            yield return new(PayloadKind.LineEnds, new(
                $"{ends.Length} of its lines end in {MinLength} blanks and tabs or more, in {kinds} different ways",
                file.Path));
        }
    }
}
