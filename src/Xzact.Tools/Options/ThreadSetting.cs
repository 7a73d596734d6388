using Xzact.Tools.Interop;

namespace Xzact.Tools.Options;

/// <summary>How many threads work, and whether the layout of files is the threaded one.</summary>
/// <param name="Count">Threads, from one on.</param>
/// <param name="IsThreaded">Whether Blocks are made for threads, be there one only.</param>
/// <param name="IsAutomatic">Whether nobody asked for a number.</param>
internal readonly record struct ThreadSetting(int Count, bool IsThreaded, bool IsAutomatic)
{
    /// <summary>The largest number of threads that can be asked for.</summary>
    public const int Max = 16384;

    /// <summary>One thread, and the layout of one.</summary>
    public static ThreadSetting One { get; } = new(1, IsThreaded: false, IsAutomatic: false);

    /// <summary>A thread for each processor.</summary>
    public static ThreadSetting Automatic => new(Posix.Processors, IsThreaded: true, IsAutomatic: true);

    /// <summary>What -T says: a number, zero for one thread a processor, +1 for the threaded layout with one.</summary>
    /// <exception cref="UsageException">It is no number of threads.</exception>
    public static ThreadSetting Parse(string value)
    {
        bool plus = value.StartsWith('+');
        int count = (int)Numbers.Parse("threads", plus ? value[1..] : value, 0, Max);
        return count == 0 ? Automatic : new ThreadSetting(count, count > 1 || plus, IsAutomatic: false);
    }
}
