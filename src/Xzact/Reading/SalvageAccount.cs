namespace Xzact.Reading;

/// <summary>
/// The account of salvage while it is written. A crafted file could have each of its bytes lost for a reason of its
/// own: neighbouring parts of which nothing is known are one, and after many losses all that follow each other.
/// </summary>
internal sealed class SalvageAccount
{
    /// <summary>So many lost parts are told apart.</summary>
    private const int MaxLost = 1 << 16;

    private readonly List<XzSalvageRange> _ranges = [];
    private int _lost;

    /// <summary>The account so far.</summary>
    public IReadOnlyList<XzSalvageRange> Ranges => _ranges;

    /// <summary>
    /// Where content goes on in that of the whole file; null if the size of something lost is not known, or from 2^63
    /// on.
    /// </summary>
    public long? UncompressedPosition { get; private set; } = 0;

    /// <summary>Their sum; null if one is not known, or from 2^63 on.</summary>
    public static long? Sum(long? left, long? right) =>
        left is { } a && right is { } b && b <= long.MaxValue - a ? a + b : null;

    /// <summary>Adds a line: its content follows what came before.</summary>
    public void Add(XzSalvageRange range)
    {
        if (range.State == XzSalvageState.Lost && _ranges.Count > 0 && IsOneWith(_ranges[^1], range))
        {
            _ranges[^1] = _ranges[^1] with
            {
                CompressedSize = range.CompressedOffset + range.CompressedSize - _ranges[^1].CompressedOffset,
                UncompressedSize = Sum(_ranges[^1].UncompressedSize, range.UncompressedSize),
            };
        }
        else
        {
            _ranges.Add(range with { UncompressedOffset = UncompressedPosition });
            _lost += range.State == XzSalvageState.Lost ? 1 : 0;
        }

        UncompressedPosition = Sum(UncompressedPosition, range.UncompressedSize);
    }

    /// <summary>A loss reaches to where what follows it was found.</summary>
    /// <param name="behind">How many lines came after it.</param>
    /// <param name="end">Where that is.</param>
    public void ExtendLoss(int behind, long end)
    {
        int at = _ranges.Count - 1 - behind;
        if (at >= 0 && _ranges[at].State == XzSalvageState.Lost)
        {
            XzSalvageRange lost = _ranges[at];
            _ranges[at] = lost with { CompressedSize = Math.Max(lost.CompressedSize, end - lost.CompressedOffset) };
        }
    }

    private bool IsOneWith(XzSalvageRange last, XzSalvageRange next)
    {
        if (last.State != XzSalvageState.Lost)
        {
            return false;
        }

        // That the rest was given up is always said.
        return _lost >= MaxLost
            ? next.Error == last.Error || next.Error != XzError.SearchLimit
            : next.Error == last.Error
                && last.UncompressedSize is null && next.UncompressedSize is null
                && last.CompressedSize > 0 && next.CompressedSize > 0
                && next.CompressedOffset == last.CompressedOffset + last.CompressedSize;
    }
}
