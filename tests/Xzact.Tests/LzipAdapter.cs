using Xzact.Testing.Contracts;

namespace Xzact.Tests;

/// <summary>The .lz codec for the shared contract tests.</summary>
public sealed class LzipAdapter : ICodecAdapter
{
    public (int Min, int Max) Quality => (XzCompressionOptions.MinQuality, XzCompressionOptions.MaxQuality);

    public (int Min, int Max) WindowLog2 => (XzCompressionOptions.MinWindowLog2, 29);

    public int LengthDivisor => 10;

    public SpanEncoder CreateEncoder() => Wrap(new LzipEncoder());

    public SpanEncoder CreateEncoder(int quality) => Wrap(new LzipEncoder(quality));

    public SpanEncoder CreateEncoder(int quality, int windowLog2) => Wrap(new LzipEncoder(quality, windowLog2));

    public SpanDecoder CreateDecoder() => Wrap(new LzipDecoder());

    public SpanDecoder CreateDecoder(int maxWindowLog2) => Wrap(new LzipDecoder(maxWindowLog2));

    public long GetMaxCompressedLength(long inputLength) => LzipEncoder.GetMaxCompressedLength(inputLength);

    /// <summary>LZMA1 cannot store what does not compress.</summary>
    public long MostGrowth(long inputLength) => inputLength + (inputLength / 3) + 4096;

    /// <summary>A larger dictionary does no harm, and version 0 has the shorter trailer.</summary>
    public bool IsProtected(int index) => index is not (4 or 5);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        LzipEncoder.TryCompress(source, destination, out bytesWritten);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        LzipEncoder.TryCompress(source, destination, out bytesWritten, quality);

    public bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        LzipEncoder.TryCompress(source, destination, out bytesWritten, quality, windowLog2);

    public bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        LzipDecoder.TryDecompress(source, destination, out bytesWritten);

    internal static SpanEncoder Wrap(LzipEncoder encoder) =>
        new(encoder.Compress, encoder.Flush, encoder.Reset, encoder);

    internal static SpanDecoder Wrap(LzipDecoder decoder) => new(decoder.Decompress, decoder.Reset, decoder);
}
