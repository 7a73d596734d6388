using System.Runtime.InteropServices;

namespace Xzact.Testing.Interop;

/// <summary>Asks the system how much of a block of memory has been touched.</summary>
public static unsafe partial class ResidentMemory
{
    /// <summary>Whether the system can be asked.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Bytes of the pages of a block that are in memory.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public static long Count(nint block, nuint size)
    {
        nint start = block / Environment.SystemPageSize * Environment.SystemPageSize;
        nuint length = size + (nuint)(block - start);
        byte[] pages = new byte[((long)length + Environment.SystemPageSize - 1) / Environment.SystemPageSize];
        fixed (byte* vector = pages)
        {
            if (MemoryInCore((void*)start, length, vector) != 0)
            {
                throw new IOException("mincore failed.");
            }
        }

        return pages.LongCount(page => (page & 1) != 0) * Environment.SystemPageSize;
    }

    [LibraryImport("libc", EntryPoint = "mincore")]
    private static partial int MemoryInCore(void* start, nuint length, byte* vector);
}
