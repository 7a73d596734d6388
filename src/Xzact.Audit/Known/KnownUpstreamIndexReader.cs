using System.Runtime.CompilerServices;
using System.Text;

namespace Xzact.Audit.Known;

/// <summary>Reads the columns of an index; every number is checked before it is used.</summary>
internal ref struct KnownUpstreamIndexReader
{
    private const int MaxVarintShift = 63;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;

    internal KnownUpstreamIndexReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        ReadOnlySpan<byte> magic = KnownUpstreamIndexFormat.Magic;
        if (!data.StartsWith(magic))
        {
            throw Malformed("it does not begin with XKIDX, version 1");
        }

        _position = magic.Length;
    }

    internal readonly int Position => _position;

    internal readonly InvalidDataException Malformed(string why) =>
        new($"The index of known files is malformed at byte {_position}: {why}.");

    // Optimised at once: it runs once, over a quarter of a million entries, in a program that lives for seconds.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadEntries(ReadOnlySpan<int> firstEntries, Span<int> days, Span<long> sizes, Span<int> serials)
    {
        for (int path = 0; path + 1 < firstEntries.Length; path++)
        {
            (long day, long size, long serial) = (0, 0, 0);
            for (int i = firstEntries[path]; i < firstEntries[path + 1]; i++)
            {
                ulong number = ReadNumber();
                bool isFirst = i == firstEntries[path];
                day = unchecked(day + (isFirst ? KnownUpstreamIndexFormat.UnZigZag(number) : (long)number));
                size = unchecked(size + KnownUpstreamIndexFormat.UnZigZag(ReadNumber()));
                number = ReadNumber();
                if (number > 0)
                {
                    serial = unchecked(serial + KnownUpstreamIndexFormat.UnZigZag(number - 1));
                }

                if (day is < -700_000 or > 2_900_000 || size < 0 || serial is < 0 or > int.MaxValue)
                {
                    throw Malformed("an entry has an impossible day, size or serial");
                }

                (days[i], sizes[i], serials[i]) = ((int)day, size, number > 0 ? (int)serial : -1);
            }
        }
    }

    /// <summary>A number that counts things of at least one byte each, so that it cannot exceed what is left.</summary>
    internal int ReadCount()
    {
        ulong count = ReadNumber();
        return count <= (ulong)(_data.Length - _position)
            ? (int)count
            : throw Malformed($"it announces {count} items, more than can follow");
    }

    internal ReadOnlySpan<byte> ReadBytes(int length)
    {
        if (length > _data.Length - _position)
        {
            throw Malformed("it ends too early");
        }

        ReadOnlySpan<byte> bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }

    internal string ReadText() => Encoding.UTF8.GetString(ReadBytes(ReadCount()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift <= MaxVarintShift && _position < _data.Length; shift += 7)
        {
            byte next = _data[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return shift < MaxVarintShift || next <= 1 ? value : throw Malformed("a number exceeds 64 bits");
            }
        }

        throw Malformed("a number has no end");
    }
}
