using Xzact.Checks;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;

namespace Xzact.Liblzma.Coders;

/// <summary>Decodes what follows a Block Header: data, Block Padding and check.</summary>
internal sealed class BlockDecoderCoder : StreamCoder
{
    private readonly BlockDecoder _block = new();
    private readonly RawDecoder _data;
    private readonly BlockOutcome _outcome;

    /// <param name="memory">Where working memory comes from.</param>
    /// <param name="filters">The chain.</param>
    /// <param name="header">The header's size, and the sizes that it tells.</param>
    /// <param name="check">The check, supported or not.</param>
    /// <param name="ignoresCheck">Whether the check is not compared.</param>
    /// <param name="outcome">Is told of the sizes and the check.</param>
    public BlockDecoderCoder(
        WorkAllocator memory,
        IReadOnlyList<CallerFilter>? filters,
        (uint Size, ulong? Compressed, ulong? Uncompressed) header,
        CheckId check,
        bool ignoresCheck,
        BlockOutcome outcome)
    {
        Chain chain = Chain.ForDecoder(filters);
        _outcome = outcome;
        _data = RawDecoderCoder.Start(memory, chain);
        var blockHeader = new BlockHeader
        {
            Size = (int)header.Size,
            CompressedSize = header.Compressed,
            UncompressedSize = header.Uncompressed,
            Filters = [.. chain.Simple, new FilterFlags((FilterId)chain.Last, chain.Lzma.DictionarySize)],
        };
        bool verifies = !ignoresCheck && check.IsSupported();
        _block.Start(blockHeader, _data, check.Size(), verifies ? new IntegrityCheck(check) : null);
    }

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        switch (_block.Code(ref input, ref output))
        {
            case CoderStatus.End:
                _outcome(_block.CompressedSize, _block.UncompressedSize, _block.Check);
                return LzmaRet.StreamEnd;
            case CoderStatus.Failed:
                return LzmaErrors.Of(_block.Failure!.Error);
            default:
                return LzmaRet.Ok;
        }
    }

    public override void Dispose() => _data.Dispose();
}
