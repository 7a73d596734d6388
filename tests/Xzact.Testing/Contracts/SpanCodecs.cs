using System.Buffers;

namespace Xzact.Testing.Contracts;

/// <summary>An encoder of the codec family, whatever its type.</summary>
public sealed class SpanEncoder(
    SpanEncoder.CompressCall compress, SpanEncoder.FlushCall flush, Action reset, IDisposable encoder) : IDisposable
{
    public delegate OperationStatus CompressCall(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock);

    public delegate OperationStatus FlushCall(Span<byte> destination, out int bytesWritten);

    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock) =>
        compress(source, destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    public OperationStatus Flush(Span<byte> destination, out int bytesWritten) => flush(destination, out bytesWritten);

    public void Reset() => reset();

    public void Dispose() => encoder.Dispose();
}

/// <summary>A decoder of the codec family, whatever its type.</summary>
public sealed class SpanDecoder(SpanDecoder.DecompressCall decompress, Action reset, IDisposable decoder) : IDisposable
{
    public delegate OperationStatus DecompressCall(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten);

    public OperationStatus Decompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten) =>
        decompress(source, destination, out bytesConsumed, out bytesWritten);

    public void Reset() => reset();

    public void Dispose() => decoder.Dispose();
}

/// <summary>
/// What <see cref="CodecContractTests{TAdapter}"/> must know of a codec: an adapter of about thirty lines.
/// </summary>
public interface ICodecAdapter
{
    SpanEncoder CreateEncoder();

    SpanEncoder CreateEncoder(int quality);

    SpanEncoder CreateEncoder(int quality, int windowLog2);

    SpanDecoder CreateDecoder();

    /// <summary>A decoder that refuses dictionaries above 2^<paramref name="maxWindowLog2"/>; 0 for any.</summary>
    SpanDecoder CreateDecoder(int maxWindowLog2);

    long GetMaxCompressedLength(long inputLength);

    bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten);

    bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality);

    bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2);

    bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten);

    /// <summary>
    /// Divides the length of the test data: more than one for a codec whose coders another one's tests try at length.
    /// </summary>
    int LengthDivisor => 1;

    /// <summary>What <see cref="GetMaxCompressedLength"/> must not exceed.</summary>
    long MostGrowth(long inputLength) => inputLength + 4096;

    /// <summary>Whether damage of this byte of a file is noticed: not where a format has no check over it.</summary>
    bool IsProtected(int index) => true;

    (int Min, int Max) Quality { get; }

    (int Min, int Max) WindowLog2 { get; }
}
