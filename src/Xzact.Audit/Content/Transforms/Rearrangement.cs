using System.Globalization;

namespace Xzact.Audit.Content.Transforms;

/// <summary>A transform that leaves bytes as they are and takes them in another order, or only some of them: byte
/// swaps, reversal, and what <c>head</c>, <c>tail</c> and <c>dd</c> cut out.</summary>
public sealed class Rearrangement
{
    private readonly Func<long, long> _count;
    private readonly Func<long, long, long> _source;

    private Rearrangement(string description, Func<long, long> count, Func<long, long, long> source)
    {
        Description = description;
        _count = count;
        _source = source;
    }

    /// <summary>What it does, in a few words.</summary>
    public string Description { get; }

    /// <summary>No change.</summary>
    internal static Rearrangement Identity { get; } = new("as it is", length => length, (i, _) => i);

    /// <summary>The last byte first.</summary>
    internal static Rearrangement Reversed { get; } = new("reversed", length => length, (i, length) => length - 1 - i);

    /// <summary>Takes bytes in turns: passes over some, keeps some, and so on to the end.</summary>
    /// <param name="skip">How many bytes are passed over first, each time; at least 0.</param>
    /// <param name="keep">How many bytes are kept then; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static Rearrangement InTurns(long skip, long keep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        (skip, keep) = (Math.Min(skip, int.MaxValue), Math.Min(keep, int.MaxValue));
        return new(
            Format($"pass over {skip} and keep {keep}, in turns"),
            length => (length / (skip + keep) * keep) + Math.Clamp((length % (skip + keep)) - skip, 0, keep),
            (i, _) => (i / keep * (skip + keep)) + skip + (i % keep));
    }

    /// <summary>Takes one range.</summary>
    /// <param name="skip">How many bytes are passed over; at least 0.</param>
    /// <param name="keep">How many bytes are kept; the rest if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static Rearrangement Range(long skip, long? keep = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(keep ?? 0, nameof(keep));
        skip = Math.Min(skip, int.MaxValue);
        return new(
            keep is null ? Format($"from byte {skip}") : Format($"{keep} bytes from byte {skip}"),
            length => Math.Clamp(length - skip, 0, keep ?? long.MaxValue),
            (i, _) => i + skip);
    }

    /// <summary>Every n-th byte.</summary>
    internal static Rearrangement Every(int step, int first) => new(
        Format($"every byte of {step}, from byte {first}"),
        length => length <= first ? 0 : ((length - first - 1) / step) + 1,
        (i, _) => first + (i * step));

    /// <summary>The bytes of each word in the other order; a rest that is no word stays.</summary>
    internal static Rearrangement SwapWords(int size) => new(
        Format($"bytes of each {size * 8}-bit word swapped"),
        length => length,
        (i, length) => i / size * size <= length - size ? (i / size * size) + size - 1 - (i % size) : i);

    /// <summary>The first bytes of the result, at most so many.</summary>
    internal byte[] Apply(ReadOnlySpan<byte> data, int max)
    {
        byte[] result = new byte[Math.Min(_count(data.Length), max)];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = data[(int)_source(i, data.Length)];
        }

        return result;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
