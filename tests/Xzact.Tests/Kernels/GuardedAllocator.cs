using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Kernels;

/// <summary>Gives every block of working memory guard pages on both sides.</summary>
internal sealed unsafe class GuardedAllocator : WorkAllocator
{
    private readonly Dictionary<nint, GuardedMemory> _blocks = [];

    protected override nint AllocateNativeCore(nuint size)
    {
        var block = new GuardedMemory(size);
        _blocks.Add((nint)block.Pointer, block);
        return (nint)block.Pointer;
    }

    protected override void FreeNativeCore(nint block)
    {
        Assert.True(_blocks.Remove(block, out GuardedMemory? memory));
        memory.Dispose();
    }
}
