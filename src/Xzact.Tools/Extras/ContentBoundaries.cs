namespace Xzact.Tools.Extras;

/// <summary>
/// Finds places to cut data at that depend on the 64 bytes before them alone: data that was changed in one place is cut
/// as before soon behind it. Pieces have 256 KiB at least and 1.25 MiB on average.
/// </summary>
internal sealed class ContentBoundaries
{
    /// <summary>Bytes of the smallest piece.</summary>
    public const int LeastSize = 1 << 18;

    /// <summary>One place in 2^20 is a boundary: these bits of the hash are zero there.</summary>
    private const ulong Mask = ((1UL << 20) - 1) << 44;

    private static readonly ulong[] s_values = MakeValues();

    private ulong _hash;
    private int _sinceLast;

    /// <summary>Begins with other data.</summary>
    public void Reset()
    {
        _hash = 0;
        _sinceLast = 0;
    }

    /// <summary>Looks at the bytes that come next.</summary>
    /// <returns>How many of them are before the boundary; null if there is none, and all were looked at.</returns>
    public int? Find(ReadOnlySpan<byte> data)
    {
        for (int i = 0; i < data.Length; i++)
        {
            // Each byte leaves the hash after 64 more.
            _hash = (_hash << 1) + s_values[data[i]];
            _sinceLast++;
            if ((_hash & Mask) == 0 && _sinceLast >= LeastSize)
            {
                _sinceLast = 0;
                return i + 1;
            }
        }

        return null;
    }

    /// <summary>A number for each byte, by SplitMix64 from a fixed start: files must not depend on chance.</summary>
    private static ulong[] MakeValues()
    {
        var values = new ulong[256];
        ulong state = 0;
        for (int i = 0; i < values.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            ulong value = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            values[i] = value ^ (value >> 31);
        }

        return values;
    }
}
