using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <summary>
/// Zeroed memory that ends where a page begins that nobody may touch, and starts behind another one: reading or writing
/// one byte too far ends the process at once, where a canary would only see what was written. Linux only.
/// </summary>
public sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* _start;
    private readonly nuint _mapped;

    /// <param name="size">Bytes, from zero on.</param>
    public GuardedMemory(nuint size)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint usable = (size + page - 1) / page * page;
        _mapped = usable + (2 * page);
        _start = Map(null, _mapped, ReadWrite, PrivateAnonymous, -1, 0);
        if (_start == (byte*)-1 || Protect(_start, page, None) != 0 || Protect(_start + page + usable, page, None) != 0)
        {
            throw new InvalidOperationException($"No memory of {size} bytes with guards around it.");
        }

        Pointer = _start + page + usable - size;
        Length = size;
    }

    /// <summary>The first byte.</summary>
    public byte* Pointer { get; }

    /// <summary>Bytes.</summary>
    public nuint Length { get; }

    /// <summary>All of it.</summary>
    public Span<byte> Span => new(Pointer, checked((int)Length));

    public void Dispose() => _ = Unmap(_start, _mapped);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
