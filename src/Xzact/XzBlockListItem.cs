namespace Xzact;

/// <summary>
/// An item of <see cref="XzCompressionOptions.BlockList"/>: where a Block ends, and what it is encoded with.
/// </summary>
public sealed class XzBlockListItem
{
    /// <summary>Makes an item.</summary>
    /// <param name="size">Bytes of data, from 1 on; 0, in the last item only, for all that follows.</param>
    /// <param name="filters">The filters, as in <see cref="XzCompressionOptions.Filters"/>; null for those of the
    /// options.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is negative.</exception>
    /// <exception cref="ArgumentException">The filters are no chain; see <see
    /// cref="XzCompressionOptions.Filters"/>.</exception>
    public XzBlockListItem(long size, IReadOnlyList<XzFilter>? filters = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        Size = size;
        Filters = filters is null ? null : XzFilter.CopyChain(filters, nameof(filters));
    }

    /// <summary>Bytes of data; 0 for all that follows.</summary>
    public long Size { get; }

    /// <summary>The filters; null for those of the options.</summary>
    public IReadOnlyList<XzFilter>? Filters { get; }
}
