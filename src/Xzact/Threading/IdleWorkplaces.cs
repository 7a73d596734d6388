using System.Collections.Concurrent;
using Xzact.Kernels;

namespace Xzact.Threading;

/// <summary>
/// Workplaces that no job uses, with the dictionaries that they keep for the next Block. Threads take them and put them
/// back; what is kept is counted, because a limit of memory is for it, too.
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
internal sealed class IdleWorkplaces(WorkAllocator allocator) : IDisposable
{
    private readonly ConcurrentStack<BlockWorkplace> _idle = new();
    private long _kept;

    /// <summary>Bytes that are kept; never less than there are.</summary>
    public long Kept => Interlocked.Read(ref _kept);

    /// <summary>One that was kept, or a new one.</summary>
    public BlockWorkplace Take() => TryPop() ?? new BlockWorkplace(allocator);

    /// <summary>Keeps one for the next Block.</summary>
    public void Return(BlockWorkplace workplace)
    {
        Interlocked.Add(ref _kept, workplace.MemoryUsage);
        _idle.Push(workplace);
    }

    /// <summary>Gives memory back until no more is kept than this many bytes.</summary>
    public void Trim(long most)
    {
        while (Kept > most && TryPop() is { } workplace)
        {
            workplace.Dispose();
        }
    }

    public void Dispose() => Trim(0);

    private BlockWorkplace? TryPop()
    {
        if (!_idle.TryPop(out BlockWorkplace? workplace))
        {
            return null;
        }

        Interlocked.Add(ref _kept, -workplace.MemoryUsage);
        return workplace;
    }
}
