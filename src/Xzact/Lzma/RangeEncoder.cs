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
        uint p = probability;
        uint bound = (_range >> LzmaFormat.ProbabilityBits) * p;
        if (bit == 0)
        {
            _range = bound;
            probability = (ushort)(p + ((LzmaFormat.ProbabilityTotal - p) >> LzmaFormat.ProbabilityShift));
        }
        else
        {
            _low += bound;
            _range -= bound;
            probability = (ushort)(p - (p >> LzmaFormat.ProbabilityShift));
        }

        if (_range < LzmaFormat.RangeTop)
        {
            _range <<= 8;
            ShiftLow();
        }
    }

    /// <summary>Encodes a value in a tree of <paramref name="bits"/> levels, most significant bit first.</summary>
    public void EncodeTree(Span<ushort> tree, uint value, int bits)
    {
        uint node = 1;
        while (bits > 0)
        {
            bits--;
            uint bit = (value >> bits) & 1;
            Encode(ref tree[(int)node], bit);
            node = (node << 1) | bit;
        }
    }

    /// <summary>Encodes a value in a tree of <paramref name="bits"/> levels, least significant bit first.</summary>
    public void EncodeReverseTree(Span<ushort> tree, uint value, int bits)
    {
        uint node = 1;
        for (; bits > 0; bits--)
        {
            uint bit = value & 1;
            Encode(ref tree[(int)node], bit);
            node = (node << 1) | bit;
            value >>= 1;
        }
    }

    /// <summary>Encodes bits without a model, most significant first.</summary>
    public void EncodeDirect(uint value, int bits)
    {
        while (bits > 0)
        {
            bits--;
            _range >>= 1;
            _low += _range & (0 - ((value >> bits) & 1));
            if (_range < LzmaFormat.RangeTop)
            {
                _range <<= 8;
                ShiftLow();
            }
        }
    }

    /// <summary>Ends the data.</summary>
    public void Finish()
    {
        for (int i = 0; i < LzmaFormat.RangeInitSize; i++)
        {
            ShiftLow();
        }
    }

    /// <summary>
    /// Moves the top byte of low out. A byte of ones may still be changed by a carry, so such bytes wait, counted,
    /// behind the last byte that is not.
    /// </summary>
    private void ShiftLow()
    {
        if ((uint)_low < 0xFF000000 || _low > uint.MaxValue)
        {
            byte carry = (byte)(_low >> 32);
            do
            {
                _buffer[_count++] = (byte)(_cache + carry);
                _cache = byte.MaxValue;
            }
            while (--_waiting > 0);

            _cache = (byte)(_low >> 24);
        }

        _waiting++;
        _low = (_low & 0x00FFFFFF) << 8;
    }
}
