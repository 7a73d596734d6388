using System.Runtime.CompilerServices;

namespace Xzact.Liblzma.Interop;

/// <summary>
/// Waits until the threads of a coder that is gone have ended for the operating system, too, and not only for the
/// runtime: a program may fork behind <c>lzma_end</c>, and what a thread holds on its last steps would be held in the
/// child for ever.
/// </summary>
internal static class ThreadEnd
{
    /// <summary>The one thread that the runtime keeps: for finalizers.</summary>
    private const int Kept = 1;

    private const int MostMilliseconds = 1000;

    private static int s_threadedCoders;

    /// <summary>A coder with threads begins.</summary>
    public static void Expect() => Interlocked.Increment(ref s_threadedCoders);

    /// <summary>A coder with threads is gone. While others work, nobody can tell whose threads are left.</summary>
    public static void Wait()
    {
        if (Interlocked.Decrement(ref s_threadedCoders) > 0 || RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        long end = Environment.TickCount64 + MostMilliseconds;
        while (LibC.ThreadsAlive() > Kept && Volatile.Read(ref s_threadedCoders) == 0
            && Environment.TickCount64 < end)
        {
            Thread.Sleep(0);
        }
    }
}
