namespace Xzact.Liblzma.Streams;

/// <summary>A coder that holds its <see cref="StreamCoder.MemoryUsage"/> against a limit.</summary>
internal abstract class LimitedCoder : StreamCoder
{
    private ulong _limit;

    protected LimitedCoder(ulong memoryLimit) => StartLimit(memoryLimit);

    public sealed override ulong MemoryLimit => _limit;

    /// <summary>Takes the limit that a coder begins with.</summary>
    /// <param name="memoryLimit">Bytes; 0 is taken as 1.</param>
    protected void StartLimit(ulong memoryLimit) => _limit = Math.Max(1, memoryLimit);

    public override LzmaRet SetMemoryLimit(ulong limit)
    {
        if (limit < MemoryUsage)
        {
            return LzmaRet.MemlimitError;
        }

        _limit = limit;
        return LzmaRet.Ok;
    }
}
