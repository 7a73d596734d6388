using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
}
