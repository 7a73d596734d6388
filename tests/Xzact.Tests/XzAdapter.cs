using Xzact.Testing.Contracts;

namespace Xzact.Tests;

/// <summary>The .xz codec for the shared contract tests.</summary>
public sealed class XzAdapter : ICodecAdapter
{
    public (int Min, int Max) Quality => (XzCompressionOptions.MinQuality, XzCompressionOptions.MaxQuality);

    public (int Min, int Max) WindowLog2 => (XzCompressionOptions.MinWindowLog2, XzCompressionOptions.MaxWindowLog2);

    public SpanEncoder CreateEncoder() => Wrap(new XzEncoder());

    public SpanEncoder CreateEncoder(int quality) => Wrap(new XzEncoder(quality));

    public SpanEncoder CreateEncoder(int quality, int windowLog2) => Wrap(new XzEncoder(quality, windowLog2));

    public SpanDecoder CreateDecoder() => Wrap(new XzDecoder());

    public SpanDecoder CreateDecoder(int maxWindowLog2) => Wrap(new XzDecoder(maxWindowLog2));

    public long GetMaxCompressedLength(long inputLength) => XzEncoder.GetMaxCompressedLength(inputLength);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        XzEncoder.TryCompress(source, destination, out bytesWritten);

    public bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        XzEncoder.TryCompress(source, destination, out bytesWritten, quality);

    public bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        XzEncoder.TryCompress(source, destination, out bytesWritten, quality, windowLog2);

    public bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        XzDecoder.TryDecompress(source, destination, out bytesWritten);

    private static SpanEncoder Wrap(XzEncoder encoder) => new(encoder.Compress, encoder.Flush, encoder.Reset, encoder);

    private static SpanDecoder Wrap(XzDecoder decoder) => new(decoder.Decompress, decoder.Reset, decoder);
}
