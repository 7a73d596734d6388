using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact;

/// <summary>
/// Compresses to .xz data from span to span, without streams. One instance encodes one Stream at a time.
/// </summary>
/// <remarks>
/// The bytes depend on the input and the options alone, never on how the input is cut or on the machine. Working memory
/// depends on the preset: from about 3 MiB at 0 to about 675 MiB at 9. An instance is used by one thread at a time.
/// </remarks>
public sealed class XzEncoder : IDisposable
{
    private readonly StreamEncoder _encoder;
    private bool _disposed;
    private bool _finished;

    /// <summary>Makes an encoder with the default preset, 6.</summary>
    public XzEncoder()
        : this(new XzCompressionOptions())
    {
    }

    /// <summary>Makes an encoder with a preset.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    public XzEncoder(int quality)
        : this(Options(quality, 0))
    {
    }

    /// <summary>Makes an encoder with a preset and a dictionary size.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 30; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public XzEncoder(int quality, int windowLog2)
        : this(Options(quality, windowLog2))
    {
    }

    /// <summary>Makes an encoder with options.</summary>
    /// <param name="compressionOptions">The options; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="compressionOptions"/> is null.</exception>
    public XzEncoder(XzCompressionOptions compressionOptions)
    {
        ArgumentNullException.ThrowIfNull(compressionOptions);
        _encoder = compressionOptions.CreateEncoder(new WorkAllocator());
    }

    /// <summary>Compresses as much as fits.</summary>
    /// <param name="source">Bytes to compress, in pieces of any size.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesConsumed">How much of <paramref name="source"/> was used.</param>
    /// <param name="bytesWritten">How much of <paramref name="destination"/> was filled.</param>
    /// <param name="isFinalBlock">Whether nothing follows <paramref name="source"/>.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> if all of <paramref name="source"/> was taken and, with
    /// <paramref name="isFinalBlock"/>, the data was ended; DestinationTooSmall to go on with more room.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        bytesConsumed = 0;
        bytesWritten = 0;
        if (_finished)
        {
            return source.IsEmpty ? OperationStatus.Done : OperationStatus.InvalidData;
        }

        if (destination.IsEmpty && (isFinalBlock || !source.IsEmpty))
        {
            return OperationStatus.DestinationTooSmall;
        }

        ReadOnlySpan<byte> input = source;
        Span<byte> output = destination;
        EncoderAction action = isFinalBlock ? EncoderAction.Finish : EncoderAction.Run;
        CoderStatus status = _encoder.Code(ref input, ref output, action);
        bytesConsumed = source.Length - input.Length;
        bytesWritten = destination.Length - output.Length;
        _finished = isFinalBlock && status == CoderStatus.End;
        return _finished || (!isFinalBlock && input.IsEmpty)
            ? OperationStatus.Done
            : OperationStatus.DestinationTooSmall;
    }

    /// <summary>Writes out everything compressed so far, so that a decoder can give all of it.</summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <remarks>Behind a branch converter a few bytes stay; see <see cref="XzStream.Flush"/>.</remarks>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        bytesWritten = 0;
        if (_finished)
        {
            return OperationStatus.Done;
        }

        ReadOnlySpan<byte> nothing = default;
        Span<byte> output = destination;
        CoderStatus status = _encoder.Code(ref nothing, ref output, EncoderAction.SyncFlush);
        bytesWritten = destination.Length - output.Length;
        return status == CoderStatus.End ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <summary>Makes the encoder ready for another Stream with the same options; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _encoder.Reset();
        _finished = false;
    }

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose()
    {
        _disposed = true;
        _encoder.Dispose();
    }

    /// <summary>The most bytes that compressing <paramref name="inputLength"/> bytes may take.</summary>
    /// <param name="inputLength">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the result would not fit in a
    /// long.</exception>
    public static long GetMaxCompressedLength(long inputLength)
    {
        // Three bytes for each chunk that is not compressed; the largest container with one Block; and what a flush may
        // add.
        const int Container = 1024;
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        long chunks = (inputLength / (Lzma2Format.MaxUncompressedChunk / 2)) + 1;
        long overhead = (chunks * Lzma2Format.MaxHeaderSize) + Container;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputLength, long.MaxValue - overhead);
        return inputLength + overhead;
    }

    /// <summary>Compresses all of <paramref name="source"/> with the default preset, 6.</summary>
    /// <param name="source">Bytes to compress.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <returns>False if the destination is too small.</returns>
    public static bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        TryCompress(source, destination, out bytesWritten, XzCompressionOptions.DefaultQuality, 0);

    /// <summary>Compresses all of <paramref name="source"/>.</summary>
    /// <param name="source">Bytes to compress.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    /// <returns>False if the destination is too small.</returns>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        TryCompress(source, destination, out bytesWritten, quality, 0);

    /// <summary>Compresses all of <paramref name="source"/>.</summary>
    /// <param name="source">Bytes to compress.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 30; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2)
    {
        using var encoder = new XzEncoder(quality, windowLog2);
        OperationStatus status = encoder.Compress(source, destination, out _, out bytesWritten, isFinalBlock: true);
        if (status != OperationStatus.Done)
        {
            bytesWritten = 0;
        }

        return status == OperationStatus.Done;
    }

    /// <summary>Checks the arguments of the constructors under their own names.</summary>
    private static XzCompressionOptions Options(int quality, int windowLog2)
    {
        XzCompressionOptions.RequireQuality(quality);
        XzCompressionOptions.RequireWindowLog2(windowLog2);
        return new XzCompressionOptions { Quality = quality, WindowLog2 = windowLog2 };
    }
}
