using Xzact.Format;

namespace Xzact.Kernels;

/// <summary>
/// The decoder's window: a ring whose first bytes mirror its last ones. When writing reaches the end, the last
/// <see cref="Mirror"/> bytes are copied to the front and writing goes on behind them; so a match never runs over the
/// edge of the ring, whichever side its source lies on, and a wide copy has room to overshoot.
/// </summary>
internal static class WindowLayout
{
    /// <summary>
    /// Bytes mirrored at the front, and kept free between the newest and the oldest byte. At least the longest match
    /// plus <see cref="CopySlack"/>, and a multiple of sixteen so that the position keeps its low bits when it wraps.
    /// </summary>
    public const int Mirror = 320;

    /// <summary>How far a wide copy may write beyond a match.</summary>
    public const int CopySlack = 32;

    /// <summary>
    /// Dictionary sizes are rounded up to this, so that the position keeps its low bits when it wraps.
    /// </summary>
    public const int Granularity = LzmaFormat.MaxPosStates;

    /// <summary>The dictionary that a window for the declared size has: the distances it accepts.</summary>
    public static long DictionarySize(uint declared)
    {
        long size = Math.Max(declared, LzmaFormat.MinDictionarySize);
        return (size + Granularity - 1) / Granularity * Granularity;
    }

    /// <summary>Where writing wraps.</summary>
    public static long End(long dictionarySize) => dictionarySize + (2 * Mirror);

    /// <summary>Bytes of memory for the window.</summary>
    public static long Size(long dictionarySize) => End(dictionarySize) + CopySlack;
}
