namespace Xzact.Liblzma.Streams;

/// <summary>A coder that holds its <see cref="StreamCoder.MemoryUsage"/> against a limit.</summary>
/// <param name="memoryLimit">Bytes; 0 is taken as 1.</param>
internal abstract class LimitedCoder(ulong memoryLimit) : StreamCoder
{
    private ulong _limit = Math.Max(1, memoryLimit);

    public sealed override ulong MemoryLimit => _limit;

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
