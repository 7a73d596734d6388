using System.Runtime.InteropServices;

namespace Xzact.Audit.Witness.Interop;

/// <summary>A system call that waits for an answer (<c>struct seccomp_notif</c>, seccomp_unotify(2)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CallNotice
{
    public ulong Id;
    public int Thread;
    public uint Flags;
    public int Number;
    public uint Architecture;
    public ulong InstructionPointer;
    public ulong Argument0;
    public ulong Argument1;
    public ulong Argument2;
    public ulong Argument3;
    public ulong Argument4;
    public ulong Argument5;
}

/// <summary>The answer (<c>struct seccomp_notif_resp</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CallAnswer
{
    public ulong Id;
    public long Value;
    public int Error;
    public uint Flags;
}

/// <summary>A descriptor to wait for (<c>struct pollfd</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollEntry
{
    public int Descriptor;
    public short Events;
    public short Returned;
}

/// <summary>A range of memory (<c>struct iovec</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryRange
{
    public nuint Address;
    public nuint Length;
}

/// <summary>How openat2 resolves (<c>struct open_how</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;
}

/// <summary>The system calls by which another process is watched. Paths are bytes that end with a zero.
/// <see cref="WatchedKernel"/> is the face the rest of the program sees.</summary>
internal static partial class Kernel
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Receive(int listener, nuint request, ref CallNotice notice);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Send(int listener, nuint request, ref CallAnswer answer);

    [LibraryImport(Library, EntryPoint = "ioctl")]
    internal static partial int SetFlags(int listener, nuint request, nuint flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(ref PollEntry entry, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "process_vm_readv", SetLastError = true)]
    internal static partial nint ReadMemory(
        int process, ref MemoryRange local, nuint locals, ref MemoryRange remote, nuint remotes, nuint flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Call(nint number, nint first, nint second, nint third);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint OpenAt2(nint number, nint folder, byte[] path, ref OpenHow how, nint size);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    internal static partial int Open(byte[] path, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte[] buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true)]
    internal static partial nint ReadLink(byte[] path, byte[] buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true)]
    internal static partial int Access(byte[] path, int mode);

    internal static nuint AddressOf(byte[] pinned) => (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    internal static int LastError => Marshal.GetLastPInvokeError();
}
