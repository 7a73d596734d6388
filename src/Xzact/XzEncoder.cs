using System.Buffers;
using Xzact.Coding;
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
    private readonly EncoderSession _session;

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
        _session = new EncoderSession(compressionOptions.CreateEncoder(new WorkAllocator()));
    }

    /// <summary>Compresses as much as fits.</summary>
    /// <param name="source">Bytes to compress, in pieces of any size.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesConsumed">How much of <paramref name="source"/> was used.</param>
    /// <param name="bytesWritten">How much of <paramref name="destination"/> was filled.</param>
    /// <param name="isFinalBlock">Whether nothing follows <paramref name="source"/>.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> if all of <paramref name="source"/> was taken and, with
    /// <paramref name="isFinalBlock"/>, the data was ended; DestinationTooSmall to go on with more room; InvalidData if
    /// more is given after the end was begun.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock) =>
        _session.Compress(source, destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    /// <summary>Writes out everything compressed so far, so that a decoder can give all of it.</summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten) =>
        _session.Flush(destination, out bytesWritten);

    /// <summary>Makes the encoder ready for another Stream with the same options; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void Reset() => _session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => _session.Dispose();

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
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        EncoderSession.TryCompress(
            Options(quality, windowLog2).CreateEncoder(new WorkAllocator()), source, destination, out bytesWritten);

    /// <summary>Checks the arguments of the constructors under their own names.</summary>
    private static XzCompressionOptions Options(int quality, int windowLog2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, XzCompressionOptions.MinQuality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, XzCompressionOptions.MaxQuality);
        if (windowLog2 != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(windowLog2, XzCompressionOptions.MinWindowLog2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(windowLog2, XzCompressionOptions.MaxWindowLog2);
        }

        return new XzCompressionOptions { Quality = quality, WindowLog2 = windowLog2 };
    }
}
