using System.Buffers.Binary;
using System.Numerics;
using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;

namespace Xzact.Container;

/// <summary>
/// Encodes a .lzma file: with an end marker and no size, as xz does; or, if the length of the source was announced,
/// with its size and no marker (lzma-file-format.txt).
/// </summary>
internal sealed class LzmaAloneEncoder : LzmaFormatEncoder
{
    private readonly LzmaEncoderOptions _options;
    private readonly Lzma1Encoder _lzma;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="options">How to work.</param>
    public LzmaAloneEncoder(WorkAllocator allocator, LzmaEncoderOptions options)
        : base(LzmaAloneFormat.HeaderSize)
    {
        _options = options;
        _lzma = new Lzma1Encoder(allocator, options);
    }

    public override void Dispose() => _lzma.Dispose();

    protected override void Start()
    {
        _lzma.Reset(writesMarker: SourceLength is null);
        Span<byte> header = NewField(LzmaAloneFormat.HeaderSize);
        header[LzmaAloneFormat.PropertiesOffset] = _options.Properties.ToByte();
        BinaryPrimitives.WriteUInt32LittleEndian(
            header[LzmaAloneFormat.DictionarySizeOffset..], PlausibleDictionary(_options.DictionarySize));
        BinaryPrimitives.WriteUInt64LittleEndian(
            header[LzmaAloneFormat.UncompressedSizeOffset..], (ulong?)SourceLength ?? LzmaAloneFormat.UnknownSize);
    }

    protected override CoderStatus? Advance(
        ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action) =>
        _lzma.Code(ref input, ref output, action);

    /// <summary>The next size of the form 2^n or 2^n + 2^(n-1): other ones are not taken for .lzma.</summary>
    private static uint PlausibleDictionary(uint size)
    {
        uint power = 1U << BitOperations.Log2(size);
        return size == power ? size
            : size <= power + (power / 2) ? power + (power / 2)
            : power * 2;
    }
}
