using Xzact.Format;

namespace Xzact.Container;

/// <summary>Multibyte Integers (.xz specification, section 1.2): seven bits a byte, least significant first.</summary>
internal static class Multibyte
{
    /// <summary>Bytes that <paramref name="value"/> takes, 1 to 9.</summary>
    public static int Size(ulong value)
    {
        int size = 1;
        while ((value >>= MultibyteFormat.BitsPerByte) != 0)
        {
            size++;
        }

        return size;
    }

    /// <summary>Writes <paramref name="value"/> and returns how many bytes it took.</summary>
    /// <param name="value">At most <see cref="MultibyteFormat.MaxValue"/>.</param>
    /// <param name="target">At least <see cref="Size"/> bytes.</param>
    public static int Write(ulong value, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MultibyteFormat.MaxValue);
        int size = 0;
        while (value > byte.MaxValue / 2)
        {
            target[size++] = (byte)(value | MultibyteFormat.ContinueFlag);
            value >>= MultibyteFormat.BitsPerByte;
        }

        target[size++] = (byte)value;
        return size;
    }

    /// <summary>Reads one integer from the start of <paramref name="source"/> and cuts it off.</summary>
    /// <returns>False if it is longer than nine bytes, has a needless zero byte at its end, or is not
    /// complete.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out ulong value)
    {
        var reader = default(MultibyteReader);
        for (int i = 0; i < source.Length; i++)
        {
            switch (reader.Take(source[i]))
            {
                case MultibyteState.Complete:
                    value = reader.Value;
                    source = source[(i + 1)..];
                    return true;
                case MultibyteState.Invalid:
                    value = 0;
                    return false;
            }
        }

        value = 0;
        return false;
    }
}

/// <summary>What <see cref="MultibyteReader.Take"/> knows after a byte.</summary>
internal enum MultibyteState
{
    More,
    Complete,
    Invalid,
}

/// <summary>Reads one integer byte by byte.</summary>
internal struct MultibyteReader
{
    private int _size;

    /// <summary>The value so far.</summary>
    public ulong Value { get; private set; }

    /// <summary>Takes the next byte.</summary>
    public MultibyteState Take(byte next)
    {
        Value |= (ulong)(next & ~MultibyteFormat.ContinueFlag) << (_size * MultibyteFormat.BitsPerByte);
        _size++;
        if ((next & MultibyteFormat.ContinueFlag) != 0)
        {
            return _size == MultibyteFormat.MaxSize ? MultibyteState.Invalid : MultibyteState.More;
        }

        // A value has one form only: the last byte is not zero unless it is the first.
        return next == 0 && _size > 1 ? MultibyteState.Invalid : MultibyteState.Complete;
    }
}
