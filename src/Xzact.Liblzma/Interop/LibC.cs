using System.Runtime.InteropServices;

namespace Xzact.Liblzma.Interop;

/// <summary>The functions of the C library that are called.</summary>
internal static unsafe partial class LibC
{
    private const string Name = "libc";

    /// <summary>What a caller gives back with its own <c>free</c>.</summary>
    [LibraryImport(Name, EntryPoint = "malloc")]
    public static partial void* Malloc(nuint size);

    /// <summary>Zeroed; pages that are never touched cost nothing.</summary>
    [LibraryImport(Name, EntryPoint = "calloc")]
    public static partial void* Calloc(nuint count, nuint size);

    [LibraryImport(Name, EntryPoint = "free")]
    public static partial void Free(void* memory);

    /// <summary>Threads of this library that have not wholly ended: <c>Native/process.c</c>.</summary>
    [LibraryImport("process", EntryPoint = "xzact_threads_alive")]
    public static partial int ThreadsAlive();

    [LibraryImport(Name, EntryPoint = "sysconf")]
    public static partial nint SystemConfiguration(int name);

    [LibraryImport(Name, EntryPoint = "sched_getaffinity")]
    public static partial int GetAffinity(int process, nuint size, byte* mask);
}
