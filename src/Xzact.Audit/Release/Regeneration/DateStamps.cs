using System.Globalization;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>
/// Files that differ from the regenerated ones in nothing but dates of the day on which they were made, as groff,
/// xgettext and help2man write them. A date has a strict grammar, names a day near the tag's, and is a carrier: its
/// bytes are not proved, only bounded.
/// </summary>
internal static partial class DateStamps
{
    // A release is packed some days before or after the commit is tagged, by the clock of who makes it.
    private static readonly TimeSpan s_near = TimeSpan.FromDays(15);

    private static readonly string[] s_formats =
    [
        "ddd MMM d HH:mm:ss yyyy", "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mmzzz",
        "d MMMM yyyy", "MMMM d, yyyy",
    ];

    /// <summary>The dates of the archive that differ, or null if something else does.</summary>
    /// <param name="archived">The archive's file.</param>
    /// <param name="hunks">Where it differs; of Latin-1 characters, one a byte.</param>
    /// <param name="tagged">The date of the tag's commit.</param>
    public static IReadOnlyList<Carrier>? Of(
        ReadOnlySpan<byte> archived, IReadOnlyList<ResidualHunk> hunks, DateTimeOffset tagged)
    {
        if (hunks.Count == 0 || hunks.Any(hunk => hunk.Lines.Count != hunk.RegeneratedLines.Count))
        {
            return null;
        }

        List<Carrier> carriers = [];
        (int line, int offset) = (1, 0);
        foreach (ResidualHunk hunk in hunks)
        {
            for (; line < hunk.Line; line++)
            {
                offset += archived[offset..].IndexOf((byte)'\n') + 1;
            }

            foreach ((string left, string right) in hunk.Lines.Zip(hunk.RegeneratedLines))
            {
                Match[] dates = [.. Date().Matches(left).Cast<Match>()];
                if (Date().Replace(left, "\0") != Date().Replace(right, "\0")
                    || !dates.All(date => IsNear(date.Value, tagged)))
                {
                    return null;
                }

                carriers.AddRange(dates.Select(date => new Carrier(offset + date.Index, date.Length, "a date")));
                (line, offset) = (line + 1, offset + left.Length + 1);
            }
        }

        return carriers;
    }

    /// <summary>Whether a text is a date, and one of the tag's days.</summary>
    internal static bool IsNear(string text, DateTimeOffset tagged)
    {
        string folded = text.Replace("  ", " ", StringComparison.Ordinal);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(folded, s_formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset date))
        {
            return (date - tagged).Duration() <= s_near;
        }

        return DateTimeOffset.TryParseExact(folded, "MMMM yyyy", CultureInfo.InvariantCulture, Utc, out date)
            && date <= tagged + s_near && date.AddMonths(1) >= tagged - s_near;
    }

    private const string Months =
        "(January|February|March|April|May|June|July|August|September|October|November|December)";

    // Every alternative is of bounded length, so the work is bounded by the length of the text.
    [GeneratedRegex(
        "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-3][0-9] "
        + "[0-2][0-9]:[0-5][0-9]:[0-5][0-9] [0-9]{4}"
        + "|[0-9]{4}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9](:[0-5][0-9]|[+-][0-9]{4})?)?"
        + "|[1-3]?[0-9] " + Months + " [0-9]{4}|" + Months + "( [1-3]?[0-9],)? [0-9]{4}",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Date();
}
