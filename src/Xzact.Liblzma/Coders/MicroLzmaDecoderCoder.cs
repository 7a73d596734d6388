using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Liblzma.Streams;
using Xzact.Lzma;

namespace Xzact.Liblzma.Coders;

/// <summary>
/// Decodes MicroLZMA, of which the caller knows how long it is, and how much data it stands for at the least.
/// </summary>
/// <param name="memory">Where working memory comes from.</param>
/// <param name="compressed">Bytes of MicroLZMA.</param>
/// <param name="uncompressed">Bytes of data.</param>
/// <param name="isExact">Whether there are no more of them.</param>
/// <param name="dictionarySize">Bytes; at least what the encoder had, or all data.</param>
internal sealed class MicroLzmaDecoderCoder(
    WorkAllocator memory, ulong compressed, ulong uncompressed, bool isExact, uint dictionarySize) : StreamCoder
{
    /// <summary>What stands before range coded data everywhere else.</summary>
    private static readonly byte[] s_first = [0];

    private readonly Lzma1Decoder _decoder = new(memory);
    private ulong _compressedLeft = compressed;
    private ulong _uncompressedLeft = uncompressed;
    private bool _isStarted;

    public override LzmaActions Actions => LzmaActions.RunFinish;

    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        ReadOnlySpan<byte> allowed = (ulong)input.Length > _compressedLeft ? input[..(int)_compressedLeft] : input;
        Span<byte> room = !isExact && (ulong)output.Length > _uncompressedLeft
            ? output[..(int)_uncompressedLeft]
            : output;
        int available = allowed.Length;
        int space = room.Length;
        LzmaRet result = _isStarted ? Decode(ref allowed, ref room) : Start(ref allowed, ref room);

        int read = available - allowed.Length;
        int written = space - room.Length;
        input = input[read..];
        output = output[written..];
        _compressedLeft -= (ulong)read;
        if (isExact)
        {
            return result == LzmaRet.StreamEnd && _compressedLeft != 0 ? LzmaRet.DataError : result;
        }

        // More data may follow, so that nothing but the caller's number tells the end; there is no marker.
        _uncompressedLeft -= (ulong)written;
        return result == LzmaRet.StreamEnd ? LzmaRet.DataError
            : _isStarted && _uncompressedLeft == 0 ? LzmaRet.StreamEnd
            : result;
    }

    public override void Dispose() => _decoder.Dispose();

    private LzmaRet Start(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        if (input.IsEmpty)
        {
            return LzmaRet.Ok;
        }

        if (!LzmaProperties.TryParse((byte)~input[0], out LzmaProperties properties))
        {
            return LzmaRet.OptionsError;
        }

        input = input[1..];
        _decoder.Start(dictionarySize, properties, isExact ? _uncompressedLeft : null, mayHaveMarker: !isExact);
        _isStarted = true;
        ReadOnlySpan<byte> first = s_first;
        _ = Decode(ref first, ref output);
        return Decode(ref input, ref output);
    }

    private LzmaRet Decode(ref ReadOnlySpan<byte> input, ref Span<byte> output) =>
        _decoder.Code(ref input, ref output) switch
        {
            CoderStatus.End => LzmaRet.StreamEnd,
            CoderStatus.Failed => LzmaErrors.Of(_decoder.Failure!.Error),
            _ => LzmaRet.Ok,
        };
}
