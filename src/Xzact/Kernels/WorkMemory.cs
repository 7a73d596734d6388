using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>
/// A block of the codec's working memory: zeroed, counted by its <see cref="WorkAllocator"/>, and as long as a
/// dictionary may be. Ordinary code sees it through bounds-checked spans; kernels through <see cref="Pointer"/>. With
/// the safe kernels it is a managed array and has no pointer.
/// </summary>
internal sealed unsafe class WorkMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly WorkAllocator _owner;
    private T[]? _array;
    private T* _pointer;

    /// <param name="owner">Counts this block, and gives and takes it back.</param>
    /// <param name="length">Elements, at least one.</param>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    internal WorkMemory(WorkAllocator owner, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        _owner = owner;
        Length = length;
        if (KernelSwitch.UseSafeKernels)
        {
            _array = owner.AllocateArray<T>(length);
        }
        else
        {
            // SAFETY: the owner returns length * sizeof(T) zeroed bytes or throws; the product is checked.
            _pointer = (T*)owner.AllocateNative(checked((nuint)length * (nuint)sizeof(T)));
        }
    }

    /// <summary>A forgotten codec must not leak native memory; nothing else relies on this.</summary>
#pragma warning disable MA0055 // the block itself is what a SafeHandle would hold
    ~WorkMemory() => Release();
#pragma warning restore MA0055

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    // SAFETY: valid until Dispose; the caller keeps the block alive for as long as it uses the pointer.
    /// <summary>For kernels: the first of <see cref="Length"/> elements. Never with the safe kernels.</summary>
    public T* Pointer
    {
        get
        {
            ThrowIfGivenBack(_pointer == null);
            return _pointer;
        }
    }

    /// <summary>The elements from <paramref name="start"/>, bounds-checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the block.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice(long start, int length)
    {
        if ((ulong)start > (ulong)Length || (ulong)length > (ulong)(Length - start))
        {
            ThrowOutside(start);
        }

        if (KernelSwitch.UseSafeKernels)
        {
            ThrowIfGivenBack(_array is null);
            return _array!.AsSpan((int)start, length);
        }

        // SAFETY: the range was checked against Length, and Pointer refuses a block that was given back.
        return new Span<T>(Pointer + start, length);
    }

    /// <summary>All elements. For blocks that are known to be small.</summary>
    public Span<T> Span => Slice(0, checked((int)Length));

    /// <summary>Zeroes every element.</summary>
    public void Clear()
    {
        const int Piece = 1 << 24;
        for (long start = 0; start < Length; start += Piece)
        {
            Slice(start, (int)Math.Min(Piece, Length - start)).Clear();
        }
    }

    /// <summary>Gives the memory back. No use of it may follow.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    // SAFETY: gives a block back once: the pointer is null afterwards, and Pointer refuses it.
    private void Release()
    {
        if (_pointer != null)
        {
            _owner.FreeNative((nint)_pointer, (nuint)Length * (nuint)sizeof(T));
            _pointer = null;
        }
        else if (_array is not null)
        {
            _owner.FreeArray<T>(Length);
            _array = null;
        }
    }

    private static void ThrowIfGivenBack(bool isGivenBack)
    {
        if (isGivenBack)
        {
            ThrowGivenBack();
        }
    }

    [DoesNotReturn]
    private static void ThrowGivenBack() =>
        throw new ObjectDisposedException(objectName: null, "The encoder or decoder was disposed.");

    [DoesNotReturn]
    private static void ThrowOutside(long start) =>
        throw new ArgumentOutOfRangeException(nameof(start), start, "The range does not lie inside the block.");
}
