using System.Globalization;
using System.Text;

namespace Xzact.Audit.Known;

/// <summary>One row of the list: a content's SHA-256 in lower-case hexadecimal, and what is known about it.</summary>
public sealed record KnownListRow(string Sha256, KnownFile File);

/// <summary>
/// The list that the index is made from: tab-separated text with a header line, one row a content, sorted by project,
/// path, day and hash (ordinal), each content once. Its canonical text has LF endings; the digest is of that text.
/// </summary>
public static class KnownList
{
    internal const string Header = "#sha256\tproject\tpath\tsize\tfirst_commit\tserial";
    private const string DateFormat = "yyyy-MM-dd";
    private const int HashDigits = 64;

    /// <summary>Reads a list.</summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message has its number.</exception>
    public static IEnumerable<KnownListRow> Read(TextReader list)
    {
        ArgumentNullException.ThrowIfNull(list);
        int number = 0;
        while (list.ReadLine() is { } line)
        {
            number++;
            if (number == 1 ? line != Header : !TryParse(line, out _))
            {
                throw new InvalidDataException($"Line {number} of the list of known files is malformed.");
            }

            if (number > 1 && TryParse(line, out KnownListRow? row))
            {
                yield return row!;
            }
        }

        if (number == 0)
        {
            throw new InvalidDataException("Line 1 of the list of known files is malformed.");
        }
    }

    /// <summary>Writes rows as canonical text: sorted, with the header.</summary>
    /// <exception cref="InvalidDataException">A project or path has a tab, a line break, or bytes that are no UTF-8,
    /// which the text cannot hold.</exception>
    public static void Write(IEnumerable<KnownListRow> rows, TextWriter list)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(list);
        list.Write(Header + "\n");
        foreach ((string sha256, KnownFile file) in Sort(rows))
        {
            if (!IsField(file.Project) || !IsField(file.Path))
            {
                throw new InvalidDataException(
                    $"The content {sha256} stands under a name that the list cannot hold: a tab, a line break or "
                    + "bytes that are no UTF-8 are in it.");
            }

            string date = file.FirstCommit.ToString(DateFormat, CultureInfo.InvariantCulture);
            list.Write($"{sha256}\t{file.Project}\t{file.Path}\t{file.Size}\t{date}\t{file.Serial}\n");
        }
    }

    /// <summary>The canonical order.</summary>
    internal static IEnumerable<KnownListRow> Sort(IEnumerable<KnownListRow> rows) => rows
        .OrderBy(row => row.File.Project, StringComparer.Ordinal)
        .ThenBy(row => row.File.Path, StringComparer.Ordinal)
        .ThenBy(row => row.File.FirstCommit)
        .ThenBy(row => row.Sha256, StringComparer.Ordinal);

    private static bool IsField(string text) =>
        !text.AsSpan().ContainsAny('\t', '\n', '\r') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static bool TryParse(string line, out KnownListRow? row)
    {
        row = null;
        string[] fields = line.Split('\t');
        int serial = 0;
        if (fields.Length != 6
            || fields[0].Length != HashDigits || !fields[0].All(char.IsAsciiHexDigitLower)
            || fields[1].Length == 0 || fields[2].Length == 0
            || !long.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            || !DateOnly.TryParseExact(fields[4], DateFormat, out DateOnly date)
            || (fields[5].Length > 0
                && !int.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out serial)))
        {
            return false;
        }

        row = new KnownListRow(
            fields[0], new KnownFile(fields[1], fields[2], size, date, fields[5].Length > 0 ? serial : null));
        return true;
    }
}
