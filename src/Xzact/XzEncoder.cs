using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Lzma2;

namespace Xzact;

/// <summary>
/// Compresses to .xz data from span to span, without streams. One instance encodes one Stream at a time.
/// </summary>
/// <remarks>
/// The bytes depend on the input, the flushes and the options alone, never on how the input is cut or on the machine.
/// Working memory depends on the preset: from about 3 MiB at 0 to about 675 MiB at 9. An instance is used by one thread
/// at a time.
/// </remarks>
public sealed class XzEncoder : IDisposable
{
    private readonly StreamEncoder _encoder;

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
    /// <exception cref="ArgumentException">The <see cref="XzCompressionOptions.LzmaOptions"/> are not for .xz, or
    /// not valid together; or more memory is needed than <see cref="XzCompressionOptions.MemoryLimit"/>.</exception>
    public XzEncoder(XzCompressionOptions compressionOptions)
    {
        ArgumentNullException.ThrowIfNull(compressionOptions);
        _encoder = compressionOptions.CreateEncoder(new WorkAllocator());
        Session = new EncoderSession(_encoder);
    }

    /// <summary>Why the last call returned <see cref="OperationStatus.InvalidData"/>.</summary>
    public XzError Error => Session.Error;

    /// <summary>The same in words; null if there is nothing to say.</summary>
    public string? ErrorMessage => Session.ErrorMessage;

    internal EncoderSession Session { get; }

    /// <summary>
    /// Says how many bytes will be compressed. What is given must then be so many: more, or an end before, is refused
    /// with <see cref="XzError.SourceLengthMismatch"/>. A reset forgets it. The compressed bytes do not depend on it.
    /// </summary>
    /// <param name="length">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">Something was compressed already.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void SetSourceLength(long length) => Session.SetSourceLength(length);

    /// <summary>Compresses as much as fits.</summary>
    /// <param name="source">Bytes to compress, in pieces of any size.</param>
    /// <param name="destination">Where compressed bytes go; no part of the source.</param>
    /// <param name="bytesConsumed">How much of <paramref name="source"/> was used.</param>
    /// <param name="bytesWritten">How much of <paramref name="destination"/> was filled.</param>
    /// <param name="isFinalBlock">Whether nothing follows <paramref name="source"/>.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> if all of <paramref name="source"/> was taken and, with
    /// <paramref name="isFinalBlock"/>, the data was ended; DestinationTooSmall to go on with more room. InvalidData if
    /// more is given after the end was begun, once it is written, with <see cref="XzError.TrailingData"/>; or if the
    /// source has another length than was announced.
    /// </returns>
    /// <remarks>
    /// A flush or an end begins once all the bytes that came before it are taken, and is then carried out whatever
    /// later calls ask for.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock) =>
        Session.Compress(source, destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    /// <summary>Writes out everything compressed so far, so that a decoder can give all of it.</summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <remarks>Behind a branch converter a few bytes stay; see <see cref="XzStream.Flush"/>.</remarks>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten) =>
        Session.Flush(destination, out bytesWritten);

    /// <summary>Writes out everything compressed so far, and may end the Block.</summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <param name="flushMode">What to do.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="flushMode"/> is not defined.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten, XzFlushMode flushMode) =>
        Session.Flush(destination, out bytesWritten, ActionOf(flushMode));

    /// <summary>
    /// Encodes the Blocks that follow with other filters, until the next change or <see cref="Reset"/>, which brings
    /// those of the options back (.xz specification, section 3.1: each Block Header has its own list of filters).
    /// </summary>
    /// <remarks>
    /// That is possible where no Block is under way: before the first byte, behind a flush of the kinds
    /// <see cref="XzFlushMode.Full"/> and <see cref="XzFlushMode.Barrier"/> that is done, and where a Block has reached
    /// its size. Right behind a <see cref="XzFlushMode.Sync"/> flush, where the Block goes on, LZMA2's lc, lp and pb
    /// alone may change; all else must be as it was. The filters of a
    /// <see cref="XzCompressionOptions.BlockList"/> no longer count; its sizes, and the Block size that the first
    /// filters gave, do.
    /// </remarks>
    /// <param name="filters">One to four, the last one LZMA2; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="filters"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="filters"/> is no chain; or there is a
    /// <see cref="XzCompressionOptions.MemoryLimit"/>, and it needs more memory than any of the options.</exception>
    /// <exception cref="InvalidOperationException">A Block is under way, or a flush or the end was begun and is not
    /// done.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void ChangeFilters(IReadOnlyList<XzFilter> filters)
    {
        Session.ThrowIfDisposed();
        ApplyFilters(_encoder, filters);
    }

    /// <summary>Makes the encoder ready for another Stream with the same options; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void Reset() => Session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => Session.Dispose();

    /// <summary>The most bytes that compressing <paramref name="inputLength"/> bytes may take.</summary>
    /// <param name="inputLength">Bytes, from zero on. Flushes and small Blocks take more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the result would not fit in a
    /// long.</exception>
    public static long GetMaxCompressedLength(long inputLength)
    {
        // The largest container with one Block; and what a flush may add.
        const int Container = 1024;
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        long data = Lzma2Encoder.MaxCompressedSize(inputLength);
        if (data > long.MaxValue - Container)
        {
            throw new ArgumentOutOfRangeException(nameof(inputLength), inputLength, "The result would not fit.");
        }

        return data + Container;
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

    /// <inheritdoc cref="ChangeFilters"/>
    internal static void ApplyFilters(StreamEncoder encoder, IReadOnlyList<XzFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        EncoderChain chain = XzFilter.ToEncoderChain(XzFilter.CopyChain(filters, nameof(filters)));
        long memory = FilterChainEncoder.MemoryUsage(chain);
        if (memory > encoder.ChainMemoryLimit)
        {
            throw new ArgumentException(
                $"The filters need {memory} bytes of memory; {encoder.ChainMemoryLimit} are allowed.", nameof(filters));
        }

        if (!encoder.TryChange(chain))
        {
            throw new InvalidOperationException(
                "Filters change between Blocks; behind a sync flush, lc, lp and pb alone.");
        }
    }

    internal static EncoderAction ActionOf(XzFlushMode flushMode) => flushMode switch
    {
        XzFlushMode.Sync => EncoderAction.SyncFlush,
        XzFlushMode.Full => EncoderAction.FullFlush,
        XzFlushMode.Barrier => EncoderAction.FullBarrier,
        _ => throw new ArgumentOutOfRangeException(nameof(flushMode), flushMode, "Not a kind of flush."),
    };

    /// <summary>Checks the arguments of the constructors under their own names.</summary>
    private static XzCompressionOptions Options(int quality, int windowLog2)
    {
        XzCompressionOptions.RequireQuality(quality);
        XzCompressionOptions.RequireWindowLog2(windowLog2);
        return new XzCompressionOptions { Quality = quality, WindowLog2 = windowLog2 };
    }
}
