using Xzact.Checks;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma2;
using Xzact.Matching;

namespace Xzact.Container;

/// <summary>
/// Encodes Blocks, one after the other: the data through the chain, and what stands before and behind it (.xz
/// specification, section 3).
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="checkId">The check of each Block.</param>
/// <param name="spare">Threads that may help; null for none.</param>
internal sealed class BlockEncoder(WorkAllocator allocator, CheckId checkId, SpareThreads? spare = null) : IDisposable
{
    /// <summary>Most bytes of Block Padding and check.</summary>
    public const int MaxTailSize = StreamFormat.Alignment + CheckIdExtensions.MaxSize;

    private readonly IntegrityCheck _check = new(checkId);
    private FilterChainEncoder? _encoder;
    private int _headerSize;
    private ulong _compressed;

    /// <summary>Bytes encoded.</summary>
    public ulong UncompressedSize { get; private set; }

    /// <summary>Bytes of compressed data, without padding.</summary>
    public ulong CompressedSize => _compressed;

    /// <summary>The size that the Index records, section 4.3; once the header is written.</summary>
    public ulong UnpaddedSize => (ulong)_headerSize + _compressed + (ulong)_check.Size;

    /// <summary>Begins a Block. The memory of the one before is used again if its chain is the same.</summary>
    public void Start(EncoderChain chain)
    {
        Prepare(chain);
        _encoder!.Reset();
        _check.Reset();
        _compressed = 0;
        UncompressedSize = 0;
    }

    /// <summary>Takes the memory that a Block with this chain needs, unless it is there.</summary>
    public void Prepare(EncoderChain chain)
    {
        if (_encoder is null || !ReferenceEquals(_encoder.Chain, chain))
        {
            _encoder?.Dispose();
            _encoder = null;
            _encoder = new FilterChainEncoder(allocator, chain, spare);
        }
    }

    /// <inheritdoc cref="FilterChainEncoder.TryChange"/>
    public bool TryChange(EncoderChain chain) => _encoder!.TryChange(chain);

    /// <summary>Encodes data; see <see cref="Encoder.Code"/>. The actions are Run, SyncFlush and Finish.</summary>
    public CoderStatus Encode(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        ReadOnlySpan<byte> taken = input;
        int outputBefore = output.Length;
        CoderStatus status = _encoder!.Code(ref input, ref output, action);
        taken = taken[..(taken.Length - input.Length)];
        _check.Append(taken);
        UncompressedSize += (ulong)taken.Length;
        _compressed += (ulong)(outputBefore - output.Length);
        return status;
    }

    /// <summary>Writes a Block Header without sizes, before the data; returns its size.</summary>
    public int WriteHeader(Span<byte> target) =>
        _headerSize = new BlockHeader { Filters = _encoder!.Chain.Flags }.Write(target);

    /// <summary>
    /// Writes a Block Header with both sizes, once the data is encoded; returns its size, which depends on the largest
    /// Block that there may be and not on this one.
    /// </summary>
    /// <param name="target">At least <see cref="BlockFormat.MaxHeaderSize"/> bytes.</param>
    /// <param name="largestBlock">Bytes of data in the largest Block.</param>
    public int WriteHeader(Span<byte> target, long largestBlock)
    {
        var largest = new BlockHeader
        {
            CompressedSize = (ulong)Lzma2Encoder.MaxCompressedSize(largestBlock),
            UncompressedSize = (ulong)largestBlock,
            Filters = _encoder!.Chain.Flags,
        };
        var header = new BlockHeader
        {
            CompressedSize = _compressed,
            UncompressedSize = UncompressedSize,
            Filters = _encoder.Chain.Flags,
        };
        return _headerSize = header.Write(target, leastSize: largest.Write(target));
    }

    /// <summary>Writes Block Padding and the check, once the data is encoded; returns their size.</summary>
    /// <param name="target">At least <see cref="MaxTailSize"/> bytes.</param>
    public int WriteTail(Span<byte> target)
    {
        int padding = (int)(0 - _compressed & (StreamFormat.Alignment - 1));
        target[..padding].Clear();
        _check.Finish(target[padding..]);
        return padding + _check.Size;
    }

    public void Dispose() => _encoder?.Dispose();
}
