using Xzact.Testing.Contracts;

namespace Xzact.Tests;

/// <summary>The .lzma codec for the shared contract tests.</summary>
public sealed class LzmaAdapter : ICodecAdapter
{
    public (int Min, int Max) Quality => (XzCompressionOptions.MinQuality, XzCompressionOptions.MaxQuality);

    public (int Min, int Max) WindowLog2 => (XzCompressionOptions.MinWindowLog2, XzCompressionOptions.MaxWindowLog2);

    public int LengthDivisor => 10;

    public SpanEncoder CreateEncoder() => Wrap(new LzmaEncoder());

    public SpanEncoder CreateEncoder(int quality) => Wrap(new LzmaEncoder(quality));

    public SpanEncoder CreateEncoder(int quality, int windowLog2) => Wrap(new LzmaEncoder(quality, windowLog2));

    public SpanDecoder CreateDecoder() => Wrap(new LzmaDecoder());

    public SpanDecoder CreateDecoder(int maxWindowLog2) => Wrap(new LzmaDecoder(maxWindowLog2));

    public long GetMaxCompressedLength(long inputLength) => LzmaEncoder.GetMaxCompressedLength(inputLength);

    /// <summary>LZMA1 cannot store what does not compress.</summary>
    public long MostGrowth(long inputLength) => inputLength + (inputLength / 3) + 4096;

    /// <summary>
    /// Properties, size and the first byte of the range coder: the format has no check over anything else.
    /// </summary>
    public bool IsProtected(int index) => index is 0 or (>= 5 and <= 13);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        LzmaEncoder.TryCompress(source, destination, out bytesWritten);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        LzmaEncoder.TryCompress(source, destination, out bytesWritten, quality);

    public bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        LzmaEncoder.TryCompress(source, destination, out bytesWritten, quality, windowLog2);

    public bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        LzmaDecoder.TryDecompress(source, destination, out bytesWritten);

    internal static SpanEncoder Wrap(LzmaEncoder encoder) =>
        new(encoder.Compress, encoder.Flush, encoder.Reset, encoder);

    internal static SpanDecoder Wrap(LzmaDecoder decoder) => new(decoder.Decompress, decoder.Reset, decoder);
}
