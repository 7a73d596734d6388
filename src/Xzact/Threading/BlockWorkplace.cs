using Xzact.Checks;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Threading;

/// <summary>What a thread needs to decode one Block after the other.</summary>
/// <param name="allocator">Where working memory comes from.</param>
internal sealed class BlockWorkplace(WorkAllocator allocator) : IDisposable
{
    private readonly BlockDecoder _decoder = new();
    private FilterChain? _chain;
    private IntegrityCheck? _check;

    /// <summary>Bytes of working memory that it holds.</summary>
    public long MemoryUsage { get; private set; }

    /// <summary>A decoder at the start of the Block's data.</summary>
    public Coder Start(DispatchedBlock block)
    {
        if (_chain is not null && !_chain.Fits(block.Header.Filters))
        {
            Dispose();
        }

        _chain ??= new FilterChain(allocator, block.Header.Filters);
        MemoryUsage = FilterChain.MemoryUsage(block.Header.Filters);
        _chain.Reset();
        if (block.VerifiesCheck && _check?.Id != block.Check)
        {
            _check = new IntegrityCheck(block.Check);
        }

        _decoder.Start(block.Header, _chain.Decoder, block.Check.Size(), block.VerifiesCheck ? _check : null);
        return _decoder;
    }

    public void Dispose()
    {
        _chain?.Dispose();
        _chain = null;
        MemoryUsage = 0;
    }
}
