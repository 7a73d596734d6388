using Xzact.Checks;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>
/// Makes a <see cref="BlockDecoder"/> ready for a Block: reads the Block Header and holds it to the limits; then keeps
/// the chain and the check from Block to Block as long as they stay the same.
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="limits">What may be asked of a decoder.</param>
internal sealed class BlockOpener(WorkAllocator allocator, DecoderLimits limits) : IDisposable
{
    private FilterChain? _chain;
    private IntegrityCheck? _check;

    /// <summary>Working memory in bytes that the last Block asked for, allowed or not.</summary>
    public long MemoryNeeded { get; private set; }

    /// <summary>Begins with another file; the memory of the last Block is kept for one like it.</summary>
    public void Reset() => MemoryNeeded = 0;

    /// <summary>Reads a Block Header; null unless it is damaged, unsupported or over a limit.</summary>
    /// <param name="source">The Block Header, as long as its first byte says.</param>
    /// <param name="header">The result.</param>
    /// <returns>Otherwise the error, its offset in the header, and the rule.</returns>
    public (XzError Error, int Offset, string Rule)? Read(ReadOnlySpan<byte> source, out BlockHeader? header)
    {
        if (BlockHeader.Read(source, out header) is { } bad)
        {
            return bad;
        }

        MemoryNeeded = limits.MemoryModel?.Invoke(header!.Filters) ?? FilterChain.MemoryUsage(header!.Filters);
        return limits.Refuse(header.Filters[^1].Value, MemoryNeeded) is var (error, rule) ? (error, 0, rule) : null;
    }

    /// <summary>Whether a check is computed and compared.</summary>
    public bool Verifies(CheckId checkId) => limits.VerifyChecksum && checkId.IsSupported();

    /// <summary>Starts a Block.</summary>
    /// <param name="header">Its header, which <see cref="Read"/> has allowed.</param>
    /// <param name="checkId">The check of the Stream.</param>
    /// <param name="block">What is to decode the bytes behind the header.</param>
    public void Start(BlockHeader header, CheckId checkId, BlockDecoder block)
    {
        if (_chain is not null && !_chain.Fits(header.Filters))
        {
            DropChain();
        }

        _chain ??= new FilterChain(allocator, header.Filters);
        _chain.Reset();
        bool verifies = Verifies(checkId);
        if (verifies && _check?.Id != checkId)
        {
            _check = new IntegrityCheck(checkId);
        }

        block.Start(header, _chain.Decoder, checkId.Size(), verifies ? _check : null);
    }

    /// <summary>Gives the memory of the chain back.</summary>
    public void DropChain()
    {
        _chain?.Dispose();
        _chain = null;
    }

    public void Dispose() => DropChain();
}
