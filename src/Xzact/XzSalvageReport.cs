using Xzact.Reading;

namespace Xzact;

/// <summary>The account of <see cref="XzSalvage"/>: what was recovered, and what was lost and why.</summary>
public sealed class XzSalvageReport
{
    internal XzSalvageReport(IReadOnlyList<XzSalvageRange> ranges, XzError indexError, string? indexReason)
    {
        Ranges = ranges;
        IndexError = indexError;
        IndexReason = indexReason;
    }

    /// <summary>
    /// The Blocks and the damaged parts in the order of the file; what lies between them is intact and has no content.
    /// Of very many damaged parts one range may cover several, see <see cref="XzSalvage"/>.
    /// </summary>
    public IReadOnlyList<XzSalvageRange> Ranges { get; }

    /// <summary>Why the Indexes of the file could not be read as a whole; None if they are intact.</summary>
    public XzError IndexError { get; }

    /// <summary>What about the Indexes was read, where and which rule it breaks; null if they are intact.</summary>
    public string? IndexReason { get; }

    /// <summary>True if nothing is damaged: the Indexes are intact and every Block was written.</summary>
    public bool IsIntact => IndexError == XzError.None
        && Ranges.All(range => range.State is XzSalvageState.Verified or XzSalvageState.Unchecked);

    /// <summary>Bytes that were written.</summary>
    public long RecoveredSize => Ranges
        .Where(range => range.State != XzSalvageState.Lost)
        .Sum(range => range.UncompressedSize ?? 0);

    /// <summary>
    /// Bytes of content that were not written; null if that is not known of every lost part, or if it is 2^63 or more,
    /// as crafted Indexes may say. Streams of which nothing is left are not counted.
    /// </summary>
    public long? LostSize => Ranges
        .Where(range => range.State == XzSalvageState.Lost)
        .Aggregate((long?)0, (sum, range) => SalvageAccount.Sum(sum, range.UncompressedSize));
}
