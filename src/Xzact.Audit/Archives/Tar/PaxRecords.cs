using System.Globalization;
using System.Text;

namespace Xzact.Audit.Archives.Tar;

/// <summary>The records of a pax extended header (POSIX.1-2017, pax, "pax Extended Header"): each is a decimal length
/// of the whole record, a space, a keyword, <c>=</c>, a value and a newline.</summary>
internal sealed class PaxRecords
{
    public const string Path = "path";
    public const string LinkPath = "linkpath";
    public const string Size = "size";
    public const string ModificationTime = "mtime";
    public const string Comment = "comment";

    private const string SparsePrefix = "GNU.sparse.";
    private const int MaxLengthDigits = 10;
    private const byte Delete = 0x7F;

    private readonly Dictionary<string, byte[]> _values = [];
    private readonly List<string> _repeated = [];
    private readonly List<string> _malformed = [];

    /// <summary>Keywords that occur more than once; the last one counts.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    /// <summary>Keywords with blanks or control characters. GNU tar passes over all blanks before a keyword, programs
    /// in C end it at a NUL: to them it is another keyword.</summary>
    public IReadOnlyList<string> MalformedKeywords => _malformed;

    /// <summary>The keywords that are set or taken back.</summary>
    public IEnumerable<string> Keywords => _values.Keys;

    /// <summary>Whether the member is stored sparse.</summary>
    public bool IsSparse => _values.Keys.Any(key => key.StartsWith(SparsePrefix, StringComparison.Ordinal));

    /// <param name="bytes">The content of the extended header.</param>
    /// <param name="offset">Its offset in the container.</param>
    /// <exception cref="ArchiveException">A record is malformed.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> bytes, long offset)
    {
        var records = new PaxRecords();
        int start = 0;
        while (start < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[start..];
            int space = rest[..Math.Min(rest.Length, MaxLengthDigits + 1)].IndexOf((byte)' ');
            if (space <= 0
                || !int.TryParse(rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length > rest.Length
                || length <= space + 1
                || rest[length - 1] != '\n')
            {
                throw Malformed("its length does not fit", offset + start);
            }

            ReadOnlySpan<byte> record = rest[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw Malformed("it has no keyword", offset + start);
            }

            ReadOnlySpan<byte> word = record[..equals];
            string keyword = Encoding.Latin1.GetString(word);
            if (word.ContainsAnyExceptInRange((byte)'!', byte.MaxValue) || word.Contains(Delete))
            {
                records._malformed.Add(keyword);
            }

            if (!records._values.TryAdd(keyword, record[(equals + 1)..].ToArray()))
            {
                records._values[keyword] = record[(equals + 1)..].ToArray();
                records._repeated.Add(keyword);
            }

            start += length;
        }

        return records;
    }

    /// <summary>The value of a keyword; null if it is absent or empty, which takes an earlier value back.</summary>
    public byte[]? Find(string keyword) =>
        _values.TryGetValue(keyword, out byte[]? value) && value.Length > 0 ? value : null;

    /// <summary>Whether a keyword is set or taken back here.</summary>
    public bool Has(string keyword) => _values.ContainsKey(keyword);

    private static ArchiveException Malformed(string why, long offset) =>
        new(ArchiveErrorReason.Corrupt, $"a pax record is malformed: {why}", offset);
}
