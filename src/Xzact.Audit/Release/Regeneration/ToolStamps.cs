using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Release.Regeneration;

/// <summary>
/// Files that differ from the regenerated ones in nothing but when and with which release of a tool they were made:
/// dates, as groff, xgettext and help2man write them, version numbers behind a tool's name, where DocBook's stylesheets
/// say that authors are explained, and the identifiers that PDF writers compute from the time. A date has a strict
/// grammar and names a day near the tag's, a version and an identifier have their length. All are carriers: their bytes
/// are not proved, only bounded.
/// </summary>
internal static partial class ToolStamps
{
    // One in the metadata of a PDF, one in its trailer, which stands there twice.
    private const int MaxIdentifiers = 3;

    private const int MaxStamps = 256;
    private const string DateStamp = "date of a tool";
    private const int MaxBytes = 8 << 20;

    // A release is packed some days before or after the commit is tagged, by the clock of who makes it.
    private static readonly TimeSpan s_near = TimeSpan.FromDays(15);

    private static readonly string[] s_formats =
    [
        "ddd MMM d HH:mm:ss yyyy", "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mmzzz",
        "d MMMM yyyy", "MMMM d, yyyy", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ssZ",
    ];

    /// <summary>The stamps of the archive's file that differ, or null if something else does, or nothing.</summary>
    /// <param name="archived">The archive's file.</param>
    /// <param name="regenerated">What was made here.</param>
    /// <param name="tagged">The date of the tag's commit.</param>
    public static IReadOnlyList<Carrier>? Of(
        ReadOnlySpan<byte> archived, ReadOnlySpan<byte> regenerated, DateTimeOffset tagged)
    {
        if (archived.Length > MaxBytes || regenerated.Length > MaxBytes)
        {
            return null;
        }

        string left = Encoding.Latin1.GetString(archived);
        string right = Encoding.Latin1.GetString(regenerated);
        bool isPdf = left.StartsWith("%PDF-", StringComparison.Ordinal);
        Regex stamp = isPdf ? PdfStamp() : TextStamp();
        Match[] stamps = [.. stamp.Matches(left).Take(MaxStamps + 1)];
        Match[] others = [.. stamp.Matches(right).Take(MaxStamps + 1)];
        if (stamps.Length != others.Length || stamps.Length > MaxStamps)
        {
            return null;
        }

        List<Carrier> carriers = [];
        HashSet<string> identifiers = [];
        (int at, int other) = (0, 0);
        foreach ((Match mine, Match its) in stamps.Zip(others))
        {
            if (!left.AsSpan(at, mine.Index - at).SequenceEqual(right.AsSpan(other, its.Index - other)))
            {
                return null;
            }

            (at, other) = (mine.Index + mine.Length, its.Index + its.Length);
            string kind = KindOf(mine);
            if (mine.Value == its.Value)
            {
                continue;
            }

            // The places of objects in a PDF are counted in bytes.
            if (kind != KindOf(its) || (isPdf && mine.Length != its.Length)
                || (kind == "date" && !IsNear(mine.Value, tagged)))
            {
                return null;
            }

            identifiers.UnionWith(kind == "identifier" ? [mine.Value] : []);
            carriers.Add(new(mine.Index, mine.Length, $"{kind} of a tool"));
        }

        bool isBounded = identifiers.Count < MaxIdentifiers
            && carriers.Count(c => c.What == "identifier of a tool") <= MaxIdentifiers;
        return isBounded && carriers.Count > 0 && left.AsSpan(at).SequenceEqual(right.AsSpan(other)) ? carriers : null;
    }

    /// <summary>Whether a text is a date, and one of the tag's days.</summary>
    internal static bool IsNear(string text, DateTimeOffset tagged)
    {
        string folded = Folded(text) ?? WithoutZone(text).Replace("  ", " ", StringComparison.Ordinal);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(folded, s_formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset date))
        {
            return (date - tagged).Duration() <= s_near;
        }

        return DateTimeOffset.TryParseExact(folded, "MMMM yyyy", CultureInfo.InvariantCulture, Utc, out date)
            && date <= tagged + s_near && date.AddMonths(1) >= tagged - s_near;
    }

    /// <summary>Whether all of these ranges are dates as date(1) prints them, in comments: whole lines that no shell,
    /// make or m4 does anything with.</summary>
    public static bool AreOfComments(string text, IEnumerable<Carrier> stamps) => stamps.All(stamp =>
    {
        int start = text.LastIndexOf('\n', (int)stamp.Offset) + 1;
        int end = text.IndexOf('\n', (int)stamp.Offset);
        ReadOnlySpan<char> line = text.AsSpan(start, (end < 0 ? text.Length : end) - start);
        bool continues = start > 1 && text[start - 2] == '\\';
        bool isWhole = stamp.What == DateStamp && char.IsAsciiLetterUpper(text[(int)stamp.Offset])
            && stamp.Length >= "Sun Nov 22 16:56:35 2020".Length;
        return isWhole && !continues && line.StartsWith("# ") && CanonicalText.IsPlainComment(line);
    });

    private static string KindOf(Match stamp) =>
        stamp.Groups["version"].Success ? "version" : stamp.Groups["identifier"].Success ? "identifier" : "date";

    // Of date(1): Sun Nov 22 16:56:35 CET 2020. Half a day more or less is no matter here.
    private static string WithoutZone(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is
        [var day, var month, var number, var time, _, var year] ? $"{day} {month} {number} {time} {year}" : text;

    // D:20230111190307+02'00' of a PDF as the other stamps are written.
    private static string? Folded(string text) => text.StartsWith("D:", StringComparison.Ordinal)
        ? $"{text[2..6]}-{text[6..8]}-{text[8..10]}T{text[10..12]}:{text[12..14]}:{text[14..16]}"
            + (text[16] == 'Z' ? "Z" : $"{text[16..19]}:{text[20..22]}")
        : null;

    private const string Months =
        "(January|February|March|April|May|June|July|August|September|October|November|December)";

    // Every alternative is of bounded length, so the work is bounded by the length of the text.
    [GeneratedRegex(
        "(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ 0-3][0-9] "
        + "[0-2][0-9]:[0-5][0-9]:[0-5][0-9]( [A-Z]{3,5}| [+-][0-9]{4})? [0-9]{4}"
        + "|[0-9]{4}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9](:[0-5][0-9]|[+-][0-9]{4})?)?"
        + "|[1-3]?[0-9] " + Months + " [0-9]{4}|" + Months + "( [1-3]?[0-9],)? [0-9]{4}"
        + "|(?<=(generated by help2man|produced by makeinfo version|Created by GNU Texinfo|groff version|"
        + "by Pod::Man|Pod::Simple|DocBook XSL Stylesheets v(snapshot_)?|GTK-Doc V|Doxygen|Asciidoctor|by asciidoc) ?)"
        + "(?<version>[0-9]{1,4}([._][0-9]{1,4}){1,3})(?![0-9A-Za-z_])"
        + "|(?<=DocBook XSL Stylesheets v)(?<version>snapshot)(?= <http)"
        + "|(?<=\\[FIX[M]E: author\\] \\[see )"
        + "(?<version>http://(docbook[.]sf[.]net/el|www[.]docbook[.]org/tdg5?/en/html)/author)(?=\\])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TextStamp();

    // In the dictionary of information and in the XMP packet.
    [GeneratedRegex(
        "(?<=Date\\()D:[0-9]{14}([+-][0-9]{2}'[0-9]{2}'|Z00'00')(?=\\))"
        + "|(?<=Date>)[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](Z|[+-][0-9]{2}:[0-9]{2})(?=<)"
        + "|(?<=DocumentID=['\"]uuid:)(?<identifier>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=['\"])"
        + "|(?<=/ID ?\\[<)(?<identifier>[0-9A-F]{32})(?=>)"
        + "|(?<=/ID ?\\[<[0-9A-F]{32}><)(?<identifier>[0-9A-F]{32})(?=>\\])",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PdfStamp();
}
