using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;
using Xzact.Lzma;

namespace Xzact.Liblzma.Coders;

/// <summary>Decodes a chain without a format.</summary>
internal sealed class RawDecoderCoder : StreamCoder
{
    private readonly RawDecoder _decoder;

    public RawDecoderCoder(WorkAllocator memory, IReadOnlyList<CallerFilter>? filters) =>
        _decoder = Start(memory, Chain.ForDecoder(filters));

    public override LzmaActions Actions => LzmaActions.RunFinish;

    /// <summary>A decoder of a chain.</summary>
    public static RawDecoder Start(WorkAllocator memory, Chain chain)
    {
        var decoder = new RawDecoder(
            memory,
            DecoderLimits.None,
            chain.Simple,
            chain.Lzma.DictionarySize,
            chain.IsLzma2 ? LzmaProperties.Default : chain.Properties,
            chain.IsLzma2,
            chain.Lzma.PresetDictionary,
            chain.KnownSize,
            chain.MayHaveMarker)
        {
            SingleStream = true,
        };
        decoder.Reset();

        // Its memory is taken now: who asks for too much is told at once.
        ReadOnlySpan<byte> nothing = default;
        Span<byte> nowhere = default;
        _ = decoder.Code(ref nothing, ref nowhere);
        return decoder;
    }

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action) =>
        _decoder.Code(ref input, ref output) switch
        {
            CoderStatus.End => LzmaRet.StreamEnd,
            CoderStatus.Failed => LzmaErrors.Of(_decoder.Failure!.Error),
            _ => LzmaRet.Ok,
        };

    public override void Dispose() => _decoder.Dispose();
}
