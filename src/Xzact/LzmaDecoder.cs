using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact;

/// <summary>
/// Decompresses .lzma data, or raw LZMA1 or LZMA2, from span to span, without streams. <see cref="Reset"/> makes an
/// instance ready for other data.
/// </summary>
/// <remarks>
/// Every legal .lzma header is taken, also such as no encoder writes. Nothing in .lzma and raw data protects against
/// damage: what comes out was never verified. Working memory is the dictionary that the header declares plus less than
/// 64 KiB. An instance is used by one thread at a time.
/// </remarks>
public sealed class LzmaDecoder : IDisposable
{
    /// <summary>Makes a decoder of .lzma without limits.</summary>
    public LzmaDecoder()
        : this(new XzDecompressionOptions())
    {
    }

    /// <summary>Makes a decoder of .lzma that refuses large dictionaries.</summary>
    /// <param name="maxWindowLog2">Base-2 logarithm of the largest dictionary, 12 to 32; 0 for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWindowLog2"/> is out of range.</exception>
    public LzmaDecoder(int maxWindowLog2)
        : this(XzDecompressionOptions.WithWindow(maxWindowLog2))
    {
    }

    /// <summary>Makes a decoder of .lzma with limits.</summary>
    /// <param name="decompressionOptions">The limits; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="decompressionOptions"/> is null.</exception>
    public LzmaDecoder(XzDecompressionOptions decompressionOptions)
    {
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        Session = new DecoderSession(CreateDecoder(decompressionOptions), decompressionOptions.AllowMultipleStreams);
    }

    /// <summary>Makes a decoder of raw LZMA data.</summary>
    /// <param name="options">lc, lp, pb and preset dictionary of the data, and a dictionary that is at least as large
    /// as its; copied.</param>
    /// <param name="format">LZMA1 or LZMA2.</param>
    /// <param name="uncompressedLength">Bytes that LZMA1 data stands for; -1, the default, if an end marker
    /// tells.</param>
    /// <param name="decompressionOptions">Limits; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">lc and lp are more than four together; the format is that of .lzma, whose
    /// header tells everything; or LZMA2, which knows its end, is given a length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format or the length is none.</exception>
    public LzmaDecoder(
        LzmaOptions options,
        LzmaDataFormat format,
        long uncompressedLength = -1,
        XzDecompressionOptions? decompressionOptions = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate(nameof(options));
        if (format is not (LzmaDataFormat.RawLzma1 or LzmaDataFormat.RawLzma2))
        {
            throw format == LzmaDataFormat.LzmaAlone
                ? new ArgumentException("The header of a .lzma file tells its options.", nameof(format))
                : new ArgumentOutOfRangeException(nameof(format), format, "Not a format of LZMA data.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(uncompressedLength, -1);
        if (uncompressedLength >= 0 && format == LzmaDataFormat.RawLzma2)
        {
            throw new ArgumentException("LZMA2 data knows its end.", nameof(uncompressedLength));
        }

        decompressionOptions ??= new XzDecompressionOptions();
        Session = new DecoderSession(
            new RawDecoder(
                new WorkAllocator(),
                decompressionOptions.ToLimits(),
                options,
                format == LzmaDataFormat.RawLzma2,
                uncompressedLength < 0 ? null : (ulong)uncompressedLength),
            decompressionOptions.AllowMultipleStreams);
    }

    /// <summary>Why the last call failed.</summary>
    public XzError Error => Session.Error;

    /// <summary>What was read, where and which rule it breaks; null if nothing failed.</summary>
    public string? ErrorMessage => Session.ErrorMessage;

    internal DecoderSession Session { get; }

    /// <summary>Decompresses as much as fits.</summary>
    /// <param name="source">Compressed data, in pieces of any size.</param>
    /// <param name="destination">Where decompressed bytes go.</param>
    /// <param name="bytesConsumed">How much of <paramref name="source"/> was used.</param>
    /// <param name="bytesWritten">How much of <paramref name="destination"/> was filled; valid after a failure
    /// too.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> at the end of the data; NeedMoreData or DestinationTooSmall to go on;
    /// InvalidData if the data is damaged or over a limit: see <see cref="Error"/>.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public OperationStatus Decompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten) =>
        Session.Decompress(source, destination, out bytesConsumed, out bytesWritten);

    /// <summary>Makes the decoder ready for other data of the same kind; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public void Reset() => Session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => Session.Dispose();

    /// <summary>Decompresses a complete .lzma file. Nothing may follow.</summary>
    /// <param name="source">The whole compressed file.</param>
    /// <param name="destination">Where decompressed bytes go; its content is undefined after a failure.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <returns>
    /// False if the data is damaged as far as that can be noticed, incomplete or no .lzma file, if something follows
    /// it, or if the destination is too small.
    /// </returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        DecoderSession.TryDecompress(
            CreateDecoder(new XzDecompressionOptions()), source, destination, out bytesWritten);

    /// <summary>The decoder of .lzma that everything here and <see cref="LzmaStream"/> decode with.</summary>
    internal static LzmaAloneDecoder CreateDecoder(XzDecompressionOptions options) =>
        new(new WorkAllocator(), options.ToLimits(), plausibleOnly: false)
        {
            SingleStream = !options.AllowMultipleStreams,
        };
}
