using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Kernels;

/// <summary>
/// The one owner of the codec's working memory: windows, hash tables, trees, probabilities, prices. It counts what is
/// in use, so that a memory bound can be proven, and a caller (the C interface) can put its own in place.
/// </summary>
internal unsafe class WorkAllocator
{
    private long _inUse;
    private long _peak;

    /// <summary>Bytes given out and not yet taken back.</summary>
    public long InUse => Interlocked.Read(ref _inUse);

    /// <summary>The largest value of <see cref="InUse"/> so far.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    /// <summary>A zeroed block of <paramref name="length"/> elements.</summary>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public WorkMemory<T> Allocate<T>(long length)
        where T : unmanaged => new(this, length);

    internal nint AllocateNative(nuint size)
    {
        nint block = AllocateNativeCore(size);
        Count((long)size);
        return block;
    }

    internal void FreeNative(nint block, nuint size)
    {
        FreeNativeCore(block);
        Count(-(long)size);
    }

    internal T[] AllocateArray<T>(long length)
    {
        if (length > Array.MaxLength)
        {
#pragma warning disable MA0012 // it is what running out of memory means to a caller
            throw new InsufficientMemoryException(
                $"The safe kernels hold at most {Array.MaxLength} elements in one block; {length} were asked for.");
#pragma warning restore MA0012
        }

        var array = new T[length];
        Count(length * Unsafe.SizeOf<T>());
        return array;
    }

    internal void FreeArray<T>(long length) => Count(-length * Unsafe.SizeOf<T>());

    /// <summary>
    /// Returns zeroed memory or throws. Pages that are never touched cost nothing: a small file that declares a large
    /// dictionary commits only what it fills.
    /// </summary>
    // SAFETY: calloc semantics; the size is never zero (WorkMemory asks for at least one element).
    protected virtual nint AllocateNativeCore(nuint size) => (nint)NativeMemory.AllocZeroed(size);

    // SAFETY: called once for each block that AllocateNativeCore returned.
    protected virtual void FreeNativeCore(nint block) => NativeMemory.Free((void*)block);

    private void Count(long change)
    {
        long inUse = Interlocked.Add(ref _inUse, change);
        long peak = Interlocked.Read(ref _peak);
        while (inUse > peak)
        {
            peak = Interlocked.CompareExchange(ref _peak, inUse, peak) is var seen && seen == peak ? inUse : seen;
        }
    }
}
