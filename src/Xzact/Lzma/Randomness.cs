namespace Xzact.Lzma;

/// <summary>
/// Tells bytes that nothing can predict from others, by two of Pearson's tests: are all values as frequent as random
/// ones would be, and does a byte's top depend on the top of the one before it?
/// </summary>
internal static class Randomness
{
    /// <summary>Bits of a byte that make its top.</summary>
    private const int TopBits = 3;

    private const int ByteValues = 1 << 8;
    private const int TopPairs = 1 << (2 * TopBits);

    /// <summary>Standard deviations that random bytes stay within: one test of ten thousand or so fails.</summary>
    private const double Most = 4;

    /// <summary>Whether the bytes look random.</summary>
    /// <param name="data">A few thousand bytes: fewer say little.</param>
    public static bool IsLikely(ReadOnlySpan<byte> data)
    {
        Span<int> values = stackalloc int[ByteValues];
        Span<int> pairs = stackalloc int[TopPairs];
        values.Clear();
        pairs.Clear();
        int previous = 0;
        foreach (byte value in data)
        {
            values[value]++;
            previous = ((previous << TopBits) | (value >> (8 - TopBits))) & (TopPairs - 1);
            pairs[previous]++;
        }

        return IsUniform(values, data.Length) && IsUniform(pairs, data.Length);
    }

    /// <summary>
    /// Whether the squares of what the counts differ from their mean sum up to what chance lets expect. Too even is as
    /// suspicious as too uneven: a table of all byte values is no random data.
    /// </summary>
    private static bool IsUniform(ReadOnlySpan<int> counts, int total)
    {
        double mean = (double)total / counts.Length;
        double sum = 0;
        foreach (int count in counts)
        {
            sum += (count - mean) * (count - mean);
        }

        // Chi squared has this mean, and twice of it as its variance.
        double freedom = counts.Length - 1;
        return Math.Abs((sum / mean) - freedom) < Most * Math.Sqrt(2 * freedom);
    }
}
