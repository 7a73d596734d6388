using System.Globalization;

namespace Xzact.Audit.Indicators;

/// <summary>Published indicators, looked up by digest. The list is text; nothing of the content behind it is
/// here.</summary>
public sealed class IndicatorList
{
    private const int Columns = 6;

    private readonly Dictionary<(IndicatorKind, string), Indicator> _byValue;

    private IndicatorList(Dictionary<(IndicatorKind, string), Indicator> byValue) => _byValue = byValue;

    /// <summary>The rows that ship with this build.</summary>
    public static IndicatorList Shipped { get; } = Parse(EmbeddedText.Read("Indicators/known-malicious.txt"));

    /// <summary>All rows, by kind and digest.</summary>
    public IEnumerable<Indicator> All =>
        _byValue.Values.OrderBy(i => i.Kind).ThenBy(i => i.Value, StringComparer.Ordinal);

    /// <summary>
    /// Reads rows of six columns parted by <c>|</c>: kind, digest, name, date, advisory, source. Lines that start with
    /// <c>#</c> are comments.
    /// </summary>
    /// <exception cref="FormatException">A row is malformed; the message gives the line number.</exception>
    public static IndicatorList Parse(string text)
    {
        Dictionary<(IndicatorKind, string), Indicator> rows = [];
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (line.Trim().Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length != Columns || cells.Any(c => c.Length == 0)
                || !DateOnly.TryParseExact(
                    cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out DateOnly date))
            {
                throw new FormatException($"Line {number}: expected kind | digest | name | date | advisory | source.");
            }

            (IndicatorKind kind, int[] lengths) = cells[0] switch
            {
                "archive-sha256" => (IndicatorKind.ArchiveSha256, new[] { 64 }),
                "file-sha256" => (IndicatorKind.FileSha256, [64]),
                "git-blob" => (IndicatorKind.GitBlob, [40, 64]),
                _ => throw new FormatException($"Line {number}: unknown kind '{cells[0]}'."),
            };
            if (!lengths.Contains(cells[1].Length) || !cells[1].All(char.IsAsciiHexDigitLower))
            {
                throw new FormatException($"Line {number}: '{cells[1]}' is no complete lower-case digest.");
            }

            if (!rows.TryAdd((kind, cells[1]), new(kind, cells[1], cells[2], date, cells[4], cells[5])))
            {
                throw new FormatException($"Line {number}: the digest is listed twice.");
            }
        }

        return new(rows);
    }

    /// <summary>The indicator with this digest, or null.</summary>
    public Indicator? Find(IndicatorKind kind, string value) => _byValue.GetValueOrDefault((kind, value));
}
