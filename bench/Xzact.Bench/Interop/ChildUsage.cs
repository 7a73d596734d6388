using System.Runtime.InteropServices;

namespace Xzact.Bench.Interop;

/// <summary>The CPU time of all child processes that have ended, as the system counts it.</summary>
internal static partial class ChildUsage
{
    private const int Children = -1;

    /// <summary>User and system seconds together.</summary>
    public static double Seconds()
    {
        Usage usage = default;
        return GetUsage(Children, ref usage) != 0
            ? throw new InvalidOperationException("The system does not tell what child processes used.")
            : usage.UserSeconds + usage.SystemSeconds + ((usage.UserMicroseconds + usage.SystemMicroseconds) / 1e6);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUsage(int who, ref Usage usage);

    /// <summary>The C structure on 64-bit Linux: two times, and fourteen numbers that are not read.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
    }
}
