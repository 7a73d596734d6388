using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Xzact.Kernels;

/// <summary>
/// How a kernel reaches memory. A kernel is written once over this; <see cref="RawMemory{T}"/> makes it the fast one,
/// <see cref="CheckedMemory{T}"/> its safe twin, which is also its specification: with it, a broken bound is an
/// exception.
/// </summary>
internal interface IMemory<T>
    where T : unmanaged
{
    /// <summary>The element at <paramref name="index"/>.</summary>
    T this[nint index] { get; set; }

    /// <summary>Says that the element will be needed soon. Nothing is read, wherever that is.</summary>
    void Prefetch(nint index);
}

/// <summary>Memory by pointer, without checks.</summary>
/// <param name="start">The first element; the kernel that is given this says which indexes it uses.</param>
internal readonly unsafe struct RawMemory<T>(T* start) : IMemory<T>
    where T : unmanaged
{
    // SAFETY: the caller of the kernel guarantees that every index the kernel uses lies inside the block; each kernel
    // says in its own note which indexes these are, and its twin runs the same tests with checks.
    public T this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start[index];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => start[index] = value;
    }

    // SAFETY: a prefetch never faults and reads nothing that the program can see.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint index)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(start + index);
        }
    }
}

/// <summary>Memory by span: every access is checked.</summary>
internal readonly ref struct CheckedMemory<T>(Span<T> span) : IMemory<T>
    where T : unmanaged
{
    private readonly Span<T> _span = span;

    public T this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _span[checked((int)index)];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _span[checked((int)index)] = value;
    }

    public void Prefetch(nint index)
    {
    }
}

/// <summary>Input that a kernel reads byte by byte.</summary>
internal interface IInput
{
    /// <summary>The byte at <paramref name="index"/>.</summary>
    byte this[nint index] { get; }
}

/// <summary>Input by pointer, without checks.</summary>
internal readonly unsafe struct RawInput(byte* start) : IInput
{
    // SAFETY: as for RawMemory.
    public byte this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => start[index];
    }
}

/// <summary>Input by span: every access is checked.</summary>
internal readonly ref struct CheckedInput(ReadOnlySpan<byte> span) : IInput
{
    private readonly ReadOnlySpan<byte> _span = span;

    public byte this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _span[checked((int)index)];
    }
}
