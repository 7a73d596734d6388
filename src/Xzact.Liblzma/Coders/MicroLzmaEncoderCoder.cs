using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Liblzma.Chains;
using Xzact.Liblzma.Streams;
using Xzact.Lzma;

namespace Xzact.Liblzma.Coders;

/// <summary>
/// Encodes MicroLZMA: LZMA1 without a marker whose first byte, which is always zero, gives way to the properties, every
/// bit of them inverted. One call encodes as much of the input as the output has room for.
/// </summary>
internal sealed class MicroLzmaEncoderCoder : StreamCoder
{
    /// <summary>What the range coder writes at the least, and one byte.</summary>
    private const int LeastRoom = LzmaFormat.RangeInitSize + 1;

    private readonly Lzma1Encoder _encoder;
    private readonly byte _properties;
    private readonly ReadOnlyMemory<byte> _history;

    public MicroLzmaEncoderCoder(WorkAllocator memory, CallerLzma? options)
    {
        if (options is null)
        {
            throw new LzmaException(LzmaRet.ProgError);
        }

        if (!Chain.IsValidForEncoder(options))
        {
            throw new LzmaException(LzmaRet.OptionsError);
        }

        LzmaEncoderOptions lzma = Chain.EncoderOptions(options);
        _properties = lzma.Properties.ToByte();
        _history = options.PresetDictionary;
        _encoder = new Lzma1Encoder(memory, lzma);
    }

    public override LzmaActions Actions => LzmaActions.Finish;

    /// <summary>Of a buffer that is longer than spans are, the first piece is encoded.</summary>
    public override LzmaRet Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, LzmaAction action)
    {
        if (output.Length < LeastRoom)
        {
            return LzmaRet.ProgError;
        }

        Span<byte> target = output;
        ReadOnlySpan<byte> read = input;
        _encoder.Reset(_history.Span, writesMarker: false, maxSize: output.Length, fills: true);
        if (_encoder.Code(ref read, ref output, EncoderAction.Finish) != CoderStatus.End)
        {
            return LzmaRet.ProgError;
        }

        target[0] = (byte)~_properties;
        input = input[(int)_encoder.Encoded..];
        return LzmaRet.StreamEnd;
    }

    public override void Dispose() => _encoder.Dispose();
}
