namespace Xzact.Testing.Drivers;

/// <summary>
/// Decisions taken from the front of some bytes, so that whoever changes the bytes changes the decisions: random bytes
/// make a random case, a fuzzer's bytes one that can be mutated and made smaller. Behind the end every choice is 0.
/// </summary>
public sealed class Choices(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    /// <summary>What was not used for choices.</summary>
    public ReadOnlyMemory<byte> Rest => bytes[Math.Min(_at, bytes.Length)..];

    /// <summary>As many random bytes as a case of a driver uses at most.</summary>
    public static Choices Random(int seed)
    {
        byte[] bytes = new byte[512];
        new Random(seed).NextBytes(bytes);
        return new Choices(bytes);
    }

    /// <summary>0 to <paramref name="count"/> - 1, from as few bytes as hold that.</summary>
    public int Next(int count)
    {
        int value = Take();
        for (int most = 256; most < count; most <<= 8)
        {
            value = (value << 8) | Take();
            if (most >= 1 << 16)
            {
                break;
            }
        }

        return (int)((uint)value % (uint)count);
    }

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int count) => Next(count) == count - 1;

    /// <summary>One of the items.</summary>
    public T Of<T>(params ReadOnlySpan<T> items) => items[Next(items.Length)];

    private byte Take() => _at < bytes.Length ? bytes.Span[_at++] : (byte)0;
}
