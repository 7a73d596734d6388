using System.Runtime.InteropServices;
using Xzact.Kernels;

namespace Xzact.Liblzma.Interop;

/// <summary>Memory that belongs to the caller: from its <c>lzma_allocator</c>, or from the C library.</summary>
internal static unsafe class CallerMemory
{
    /// <summary>Memory that is not zeroed; null if there is none.</summary>
    public static void* Allocate(LzmaAllocator* allocator, nuint size) =>
        allocator != null && allocator->Alloc != null
            ? allocator->Alloc(allocator->Opaque, 1, size)
            : LibC.Malloc(size);

    /// <summary>Memory for a structure, zeroed.</summary>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public static T* Allocate<T>(LzmaAllocator* allocator)
        where T : unmanaged
    {
        var memory = (T*)Allocate(allocator, (nuint)sizeof(T));
        if (memory == null)
        {
            throw new LzmaException(LzmaRet.MemError);
        }

        *memory = default;
        return memory;
    }

    /// <summary>Gives memory back; null is allowed.</summary>
    public static void Free(LzmaAllocator* allocator, void* memory)
    {
        if (allocator != null && allocator->Free != null)
        {
            allocator->Free(allocator->Opaque, memory);
        }
        else
        {
            LibC.Free(memory);
        }
    }
}

/// <summary>
/// The codec's working memory, taken from the caller. It knows each block that is out, so that all of them go back with
/// the coder whatever has become of the objects that held them: no finalizer ever calls the caller.
/// </summary>
internal sealed unsafe class CallerAllocator : WorkAllocator
{
    private readonly Lock _lock = new();
    private readonly HashSet<nint> _blocks = [];
    private LzmaAllocator _allocator;
    private bool _isCustom;

    /// <param name="allocator">The caller's; null for the C library's.</param>
    public CallerAllocator(LzmaAllocator* allocator) => Use(allocator);

    /// <summary>The allocator in use; without members for the C library's.</summary>
    public LzmaAllocator Current => _allocator;

    /// <summary>Whether memory comes from this allocator.</summary>
    public bool IsFrom(LzmaAllocator* allocator)
    {
        LzmaAllocator other = allocator != null ? *allocator : default;
        return (nint)_allocator.Alloc == (nint)other.Alloc && (nint)_allocator.Free == (nint)other.Free
            && _allocator.Opaque == other.Opaque;
    }

    /// <summary>Takes what follows from this allocator, and gives everything back to it.</summary>
    public void Use(LzmaAllocator* allocator)
    {
        _isCustom = allocator != null && (allocator->Alloc != null || allocator->Free != null);
        _allocator = allocator != null ? *allocator : default;
    }

    /// <summary>Gives everything back that is still out.</summary>
    public void ReleaseAll()
    {
        lock (_lock)
        {
            foreach (nint block in _blocks)
            {
                Return(block);
            }

            _blocks.Clear();
        }
    }

    protected override nint AllocateNativeCore(nuint size)
    {
        void* block;
        if (_isCustom && _allocator.Alloc != null)
        {
            block = _allocator.Alloc(_allocator.Opaque, 1, size);
            if (block != null)
            {
                NativeMemory.Clear(block, size);
            }
        }
        else
        {
            block = LibC.Calloc(1, size);
        }

        if (block == null)
        {
            throw new LzmaException(LzmaRet.MemError);
        }

        lock (_lock)
        {
            _blocks.Add((nint)block);
        }

        return (nint)block;
    }

    protected override void FreeNativeCore(nint block)
    {
        lock (_lock)
        {
            if (_blocks.Remove(block))
            {
                Return(block);
            }
        }
    }

    private void Return(nint block)
    {
        if (_isCustom && _allocator.Free != null)
        {
            _allocator.Free(_allocator.Opaque, (void*)block);
        }
        else
        {
            LibC.Free((void*)block);
        }
    }
}
