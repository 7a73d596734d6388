using Xzact.Checks;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>
/// Makes a <see cref="BlockDecoder"/> ready for a Block: reads the Block Header, holds it to the limits, and keeps the
/// chain and the check from Block to Block as long as they stay the same.
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="limits">What may be asked of a decoder.</param>
internal sealed class BlockOpener(WorkAllocator allocator, DecoderLimits limits) : IDisposable
{
    private FilterChain? _chain;
    private IntegrityCheck? _check;

    /// <summary>Working memory in bytes that the last Block asked for, allowed or not.</summary>
    public long MemoryNeeded { get; private set; }

    /// <summary>
    /// Starts <paramref name="block"/>; null unless the header is damaged, unsupported or over a limit.
    /// </summary>
    /// <param name="header">The Block Header, as long as its first byte says.</param>
    /// <param name="checkId">The check of the Stream.</param>
    /// <param name="block">What is to decode the bytes behind the header.</param>
    /// <returns>Otherwise the error, its offset in the header, and the rule.</returns>
    public (XzError Error, int Offset, string Rule)? Open(
        ReadOnlySpan<byte> header, CheckId checkId, BlockDecoder block)
    {
        if (BlockHeader.Read(header, out BlockHeader? parsed) is { } bad)
        {
            return bad;
        }

        if (MakeChain(parsed!) is { } refused)
        {
            return refused;
        }

        bool verify = limits.VerifyChecksum && checkId.IsSupported();
        if (verify && _check?.Id != checkId)
        {
            _check = new IntegrityCheck(checkId);
        }

        block.Start(parsed!, _chain!, checkId.Size(), verify ? _check : null);
        return null;
    }

    public void Dispose() => _chain?.Dispose();

    private (XzError Error, int Offset, string Rule)? MakeChain(BlockHeader header)
    {
        uint dictionary = header.Filters[^1].Value;
        if (limits.MaxDictionarySize > 0 && dictionary > limits.MaxDictionarySize)
        {
            return (XzError.DictionaryLimit, 0,
                $"The Block needs a dictionary of {dictionary} bytes; {limits.MaxDictionarySize} are allowed");
        }

        MemoryNeeded = FilterChain.MemoryUsage(header.Filters);
        if (limits.MemoryLimit > 0 && MemoryNeeded > limits.MemoryLimit)
        {
            return (XzError.MemoryLimit, 0,
                $"The Block needs {MemoryNeeded} bytes of memory; {limits.MemoryLimit} are allowed");
        }

        if (_chain is null || !_chain.Fits(header.Filters))
        {
            _chain?.Dispose();
            _chain = null;
            _chain = new FilterChain(allocator, header.Filters);
        }

        _chain.Reset();
        return null;
    }
}
