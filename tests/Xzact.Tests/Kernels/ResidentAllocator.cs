using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Kernels;

/// <summary>Knows its blocks, so that what was touched of them can be counted.</summary>
internal sealed class ResidentAllocator : WorkAllocator
{
    private readonly Dictionary<nint, nuint> _blocks = [];

    /// <summary>Bytes of all blocks that are in memory.</summary>
    public long Resident => _blocks.Sum(block => ResidentMemory.Count(block.Key, block.Value));

    protected override nint AllocateNativeCore(nuint size)
    {
        nint block = base.AllocateNativeCore(size);
        _blocks.Add(block, size);
        return block;
    }

    protected override void FreeNativeCore(nint block)
    {
        _blocks.Remove(block);
        base.FreeNativeCore(block);
    }
}
