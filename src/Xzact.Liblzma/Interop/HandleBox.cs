using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>
/// What an opaque pointer of the interface points to: memory of the caller's allocator that holds a handle of a managed
/// object, and a mark by which a stale or foreign pointer is known as far as that can be.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct HandleBox
{
    private const ulong Mark = 0x7463617A585F5F31;

    private ulong _mark;
    private nint _handle;

    /// <summary>Makes a box; null if there is no memory.</summary>
    public static HandleBox* Make(object target, LzmaAllocator* allocator)
    {
        var box = (HandleBox*)CallerMemory.Allocate(allocator, (nuint)sizeof(HandleBox));
        if (box != null)
        {
            box->_mark = Mark;
            box->_handle = GCHandle.ToIntPtr(GCHandle.Alloc(target));
        }

        return box;
    }

    /// <summary>The object in a box; null for a null pointer and for what is no box of such an object.</summary>
    public static T? Open<T>(HandleBox* box)
        where T : class =>
        box != null && box->_mark == Mark ? GCHandle.FromIntPtr(box->_handle).Target as T : null;

    /// <summary>Gives a box back; the object goes its own way.</summary>
    public static void Free(HandleBox* box, LzmaAllocator* allocator)
    {
        if (box != null && box->_mark == Mark)
        {
            box->_mark = 0;
            GCHandle.FromIntPtr(box->_handle).Free();
            CallerMemory.Free(allocator, box);
        }
    }
}
