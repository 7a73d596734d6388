using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Xzact.Kernels;

/// <summary>Bytes, with the copy that LZ77 is made of.</summary>
internal interface IByteMemory : IMemory<byte>
{
    /// <summary>
    /// Copies <paramref name="length"/> bytes forward, byte by byte in effect: where the ranges overlap with
    /// <paramref name="from"/> below <paramref name="to"/>, the bytes repeat. May write up to
    /// <see cref="WindowLayout.CopySlack"/> bytes beyond the end.
    /// </summary>
    void CopyMatch(nint from, nint to, nint length);

    /// <summary>
    /// How far the bytes at <paramref name="a"/> and <paramref name="b"/> are equal, from <paramref name="known"/> on,
    /// where they are known to be equal before, to <paramref name="limit"/>. May read up to <see
    /// cref="EncoderWindowLayout.Slack"/> bytes beyond.
    /// </summary>
    nint MatchLength(nint a, nint b, nint known, nint limit);

    /// <summary>As <see cref="MatchLength"/>, and how the first bytes that differ below the limit compare.</summary>
    /// <param name="a">Where the first bytes are.</param>
    /// <param name="b">Where the others are.</param>
    /// <param name="known">Bytes that are known to be equal, below the limit.</param>
    /// <param name="limit">Most bytes to compare.</param>
    /// <param name="less">-1 if the byte behind those from <paramref name="a"/> is the smaller one, else 0. Without
    /// meaning if all are equal.</param>
    nint Compare(nint a, nint b, nint known, nint limit, out nint less);

    /// <summary>The four bytes at <paramref name="index"/> as a little-endian number.</summary>
    uint Load32(nint index);
}

/// <summary>Bytes by pointer, without checks.</summary>
internal readonly unsafe struct RawBytes(byte* start) : IByteMemory
{
    // SAFETY: as for RawMemory: the kernel's note says which indexes it uses, its caller guarantees them.
    public byte this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start[index];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => start[index] = value;
    }

    // SAFETY: as RawMemory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint index)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(start + index);
        }
    }

    // SAFETY: reads [from, from + length + 15] and writes [to, to + length + 15]; the owner of the memory keeps
    // WindowLayout.CopySlack bytes behind the last byte that a match may fill.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyMatch(nint from, nint to, nint length)
    {
        byte* source = start + from;
        byte* target = start + to;
        nint distance = to - from;
        if ((nuint)distance < (nuint)Vector128<byte>.Count)
        {
            CopyNear(target, distance, length);
            return;
        }

        byte* end = target + length;
        do
        {
            Vector128.Load(source).Store(target);
            source += Vector128<byte>.Count;
            target += Vector128<byte>.Count;
        }
        while (target < end);
    }

    // SAFETY: reads whole words below limit + 8; the encoder's window keeps EncoderWindowLayout.Slack bytes behind its
    // data.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint MatchLength(nint a, nint b, nint known, nint limit)
    {
        byte* first = start + a;
        byte* second = start + b;
        nint length = known;
        while (length < limit)
        {
            ulong difference = Word(first + length) ^ Word(second + length);
            if (difference != 0)
            {
                return Math.Min(length + (BitOperations.TrailingZeroCount(difference) >> 3), limit);
            }

            length += sizeof(ulong);
        }

        return limit;
    }

    // SAFETY: as MatchLength.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Compare(nint a, nint b, nint known, nint limit, out nint less)
    {
        byte* first = start + a;
        byte* second = start + b;
        nint length = known;
        while (true)
        {
            ulong one = Word(first + length);
            ulong two = Word(second + length);
            ulong difference = one ^ two;
            if (difference != 0)
            {
                int shift = BitOperations.TrailingZeroCount(difference) & ~7;
                less = ((nint)(one >> shift & 0xFF) - (nint)(two >> shift & 0xFF)) >> 63;
                return Math.Min(length + (shift >> 3), limit);
            }

            length += sizeof(ulong);
            if (length >= limit)
            {
                less = 0;
                return limit;
            }
        }
    }

    // SAFETY: reads four bytes; the kernel asks only where the window has them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load32(nint index)
    {
        uint value = Unsafe.ReadUnaligned<uint>(start + index);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    // SAFETY: reads eight bytes; see MatchLength.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(byte* at)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(at);
        return BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
    }

    // SAFETY: as CopyMatch; a period shorter than a vector is first made as long as one, byte by byte.
    private static void CopyNear(byte* target, nint distance, nint length)
    {
        byte* end = target + length;
        if (distance == 1)
        {
            Vector128<byte> run = Vector128.Create(target[-1]);
            do
            {
                run.Store(target);
                target += Vector128<byte>.Count;
            }
            while (target < end);
            return;
        }

        byte* source = target - distance;
        do
        {
            *target++ = *source++;
        }
        while (target < end);
    }
}

/// <summary>Bytes by span: every access is checked.</summary>
internal readonly ref struct CheckedBytes(Span<byte> span) : IByteMemory
{
    private readonly Span<byte> _span = span;

    public byte this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _span[checked((int)index)];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _span[checked((int)index)] = value;
    }

    public void Prefetch(nint index)
    {
    }

    public void CopyMatch(nint from, nint to, nint length)
    {
        int source = checked((int)from);
        int target = checked((int)to);
        int count = checked((int)length);
        if (source + count <= target || source > target)
        {
            _span.Slice(source, count).CopyTo(_span[target..]);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            _span[target + i] = _span[source + i];
        }
    }

    public nint MatchLength(nint a, nint b, nint known, nint limit)
    {
        ReadOnlySpan<byte> first = _span[checked((int)(a + known))..checked((int)(a + limit))];
        return known + first.CommonPrefixLength(_span[checked((int)(b + known))..checked((int)(b + limit))]);
    }

    public nint Compare(nint a, nint b, nint known, nint limit, out nint less)
    {
        nint length = MatchLength(a, b, known, limit);
        less = length < limit && this[a + length] < this[b + length] ? -1 : 0;
        return length;
    }

    public uint Load32(nint index) => BinaryPrimitives.ReadUInt32LittleEndian(_span[checked((int)index)..]);
}
