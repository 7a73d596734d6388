using System.Runtime.CompilerServices;
using Xzact.Format;

namespace Xzact.Lzma;

/// <summary>The range coder, encoding into a buffer that its user keeps from overflowing.</summary>
internal sealed class RangeEncoder(int capacity)
{
    private byte[] _buffer = new byte[capacity];
    private ulong _low;
    private uint _range;
    private int _count;
    private int _waiting;
    private byte _cache;

    /// <summary>Bytes that the data would have if it were ended now.</summary>
    public int Size => _count + _waiting + sizeof(uint);

    /// <summary>The bytes, complete after <see cref="Finish"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _count);

    /// <summary>Where the data stands, to come back to.</summary>
    public readonly record struct Mark(ulong Low, uint Range, int Count, int Waiting, byte Cache);

    /// <summary>Where the data stands now.</summary>
    public Mark Here => new(_low, _range, _count, _waiting, _cache);

    /// <summary>
    /// Takes back what was encoded since; <see cref="Discard"/> must not have been called in between. Probabilities
    /// stay adapted, so that the data can only be ended.
    /// </summary>
    public void Return(Mark mark) => (_low, _range, _count, _waiting, _cache) = mark;

    /// <summary>Forgets <see cref="Bytes"/>, which were taken; the data goes on.</summary>
    public void Discard() => _count = 0;

    /// <summary>
    /// Makes room for <paramref name="bytes"/> more. It is there already unless bytes are waiting for a carry in such
    /// numbers as no ordinary data brings about.
    /// </summary>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public void EnsureRoom(int bytes)
    {
        if (_buffer.Length - _count - _waiting < bytes)
        {
            Array.Resize(ref _buffer, checked(2 * (_count + _waiting + bytes)));
        }
    }

    /// <summary>Begins again; the first byte will be zero, as range coded data must start.</summary>
    public void Reset()
    {
        _low = 0;
        _range = uint.MaxValue;
        _count = 0;
        _waiting = 1;
        _cache = 0;
    }

    /// <summary>Encodes a bit and adapts its probability.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Encode(ref ushort probability, uint bit)
    {
        ulong low = _low;
        uint range = _range;
        Narrow(ref low, ref range, ref probability, bit);
        Normalize(ref low, ref range);
        _low = low;
        _range = range;
    }

    /// <summary>Encodes a value in a tree of <paramref name="bits"/> levels, most significant bit first.</summary>
    public void EncodeTree(Span<ushort> tree, uint value, int bits)
    {
        ulong low = _low;
        uint range = _range;
        uint node = 1;
        while (bits > 0)
        {
            bits--;
            uint bit = (value >> bits) & 1;
            Narrow(ref low, ref range, ref tree[(int)node], bit);
            Normalize(ref low, ref range);
            node = (node << 1) | bit;
        }

        _low = low;
        _range = range;
    }

    /// <summary>Encodes a byte in the trees for literals behind a match.</summary>
    /// <param name="trees">Three trees: two for as long as the byte equals the matched one, by its next bit.</param>
    /// <param name="value">The byte.</param>
    /// <param name="matched">The byte at the last distance.</param>
    public void EncodeMatched(Span<ushort> trees, byte value, byte matched)
    {
        ulong low = _low;
        uint range = _range;
        uint symbol = value + 0x100U;
        uint offset = 0x100;
        uint match = matched;
        do
        {
            match <<= 1;
            uint matchBit = match & offset;
            uint node = symbol >> 8;
            symbol <<= 1;
            Narrow(ref low, ref range, ref trees[(int)(offset + matchBit + node)], (symbol >> 8) & 1);
            Normalize(ref low, ref range);
            offset &= ~(match ^ symbol);
        }
        while (symbol < 0x10000);

        _low = low;
        _range = range;
    }

    /// <summary>Encodes a value in a tree of <paramref name="bits"/> levels, least significant bit first.</summary>
    public void EncodeReverseTree(Span<ushort> tree, uint value, int bits)
    {
        ulong low = _low;
        uint range = _range;
        uint node = 1;
        for (; bits > 0; bits--)
        {
            uint bit = value & 1;
            Narrow(ref low, ref range, ref tree[(int)node], bit);
            Normalize(ref low, ref range);
            node = (node << 1) | bit;
            value >>= 1;
        }

        _low = low;
        _range = range;
    }

    /// <summary>Encodes bits without a model, most significant first.</summary>
    public void EncodeDirect(uint value, int bits)
    {
        ulong low = _low;
        uint range = _range;
        while (bits > 0)
        {
            bits--;
            range >>= 1;
            low += range & (0 - ((value >> bits) & 1));
            Normalize(ref low, ref range);
        }

        _low = low;
        _range = range;
    }

    /// <summary>Ends the data.</summary>
    public void Finish()
    {
        for (int i = 0; i < LzmaFormat.RangeInitSize; i++)
        {
            _low = ShiftLow(_low);
        }
    }

    /// <summary>
    /// Takes the part of the range that stands for a bit, and adapts the bit's probability. Bits are hard to foresee,
    /// for the processor too: nothing branches on the bit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(ref ulong low, ref uint range, ref ushort probability, uint bit)
    {
        uint p = probability;
        uint bound = (range >> LzmaFormat.ProbabilityBits) * p;
        uint one = 0 - bit;
        low += bound & one;
        range = bound + ((range - (2 * bound)) & one);

        // Towards zero by a part of itself, or towards the total by a part of what is missing, rounded down.
        uint total = (LzmaFormat.ProbabilityTotal - (1U << LzmaFormat.ProbabilityShift) + 1) & ~one;
        probability = (ushort)(p - (uint)((int)(p - total) >> LzmaFormat.ProbabilityShift));
    }

    /// <summary>Keeps the range wide enough for the next bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Normalize(ref ulong low, ref uint range)
    {
        if (range < LzmaFormat.RangeTop)
        {
            range <<= 8;
            low = ShiftLow(low);
        }
    }

    /// <summary>
    /// Moves the top byte of low out. A byte of ones may still be changed by a carry, so such bytes wait, counted,
    /// behind the last byte that is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ShiftLow(ulong low)
    {
        if ((uint)low < 0xFF000000 || low > uint.MaxValue)
        {
            byte carry = (byte)(low >> 32);
            do
            {
                _buffer[_count++] = (byte)(_cache + carry);
                _cache = byte.MaxValue;
            }
            while (--_waiting > 0);

            _cache = (byte)(low >> 24);
        }

        _waiting++;
        return (low & 0x00FFFFFF) << 8;
    }
}
