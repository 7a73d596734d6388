using System.IO.Compression;
using Xzact.Kernels;

namespace Xzact;

/// <summary>
/// Compresses what is written to it to .xz data, or decompresses what is read from it, over another stream that holds
/// the compressed data.
/// </summary>
/// <remarks>
/// Decompression takes .xz and, as the decoder of the approved API does, .lzma; it reads every Stream of the data and
/// the padding between them; what follows them is an error. Bytes are handed out before the check of their Block was
/// compared: data is verified once Read has returned zero. Memory does not depend on the length of the data. An
/// instance is used by one thread at a time.
/// </remarks>
public sealed class XzStream : CodecStream
{
    /// <summary>Compresses with the preset of a level, or decompresses with default limits.</summary>
    /// <param name="stream">Where compressed data is written to or read from.</param>
    /// <param name="mode">Which way.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The mode is invalid, or the stream cannot be read or written as it
    /// asks.</exception>
    public XzStream(Stream stream, CompressionMode mode, bool leaveOpen = false)
        : base(
            Usable(stream, mode),
            mode == CompressionMode.Decompress ? XzDecoder.CreateThreadedDecoder(new XzDecompressionOptions()) : null,
            mode == CompressionMode.Compress ? new XzCompressionOptions().CreateEncoder(new WorkAllocator()) : null,
            leaveOpen)
    {
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="compressionLevel">NoCompression and Fastest are the presets 0 and 1, Optimal is 6, SmallestSize
    /// 9.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException">The level is invalid, or <paramref name="stream"/> cannot be written
    /// to.</exception>
    public XzStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen = false)
        : this(stream, new XzCompressionOptions { Quality = QualityOf(compressionLevel) }, leaveOpen)
    {
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="compressionOptions">How to compress; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to.</exception>
    public XzStream(Stream stream, XzCompressionOptions compressionOptions, bool leaveOpen = false)
        : base(
            Usable(stream, CompressionMode.Compress),
            NotNull(compressionOptions).CreateThreadedEncoder(new WorkAllocator()),
            leaveOpen)
    {
    }

    /// <summary>Decompresses.</summary>
    /// <param name="stream">Where compressed data is read from.</param>
    /// <param name="decompressionOptions">Limits; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    public XzStream(Stream stream, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
        : base(
            Usable(stream, CompressionMode.Decompress),
            XzDecoder.CreateThreadedDecoder(NotNull(decompressionOptions)),
            leaveOpen)
    {
    }

    /// <summary>
    /// Decompresses with a decoder of the caller's, which is reset before and after and not disposed.
    /// </summary>
    /// <param name="stream">Where compressed data is read from.</param>
    /// <param name="decoder">The decoder; nobody else may use it before this stream is disposed.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public XzStream(Stream stream, XzDecoder decoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Decompress), NotNull(decoder).Session, leaveOpen)
    {
    }

    /// <summary>Compresses with an encoder of the caller's, which is reset before and after and not disposed.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="encoder">The encoder; nobody else may use it before this stream is disposed. It uses no
    /// threads.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public XzStream(Stream stream, XzEncoder encoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Compress), NotNull(encoder).Session, leaveOpen)
    {
    }

    /// <summary>
    /// When compressing, says how many bytes will be written. They must then be so many: more are refused, and with
    /// fewer disposing throws; in both cases the data stays without an end. The compressed bytes do not depend on it.
    /// </summary>
    /// <param name="length">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">Something was written already, or the stream
    /// decompresses.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void SetSourceLength(long length) => SetSourceLengthCore(length);

    /// <summary>
    /// When compressing, encodes the Blocks that follow with other filters; see <see cref="XzEncoder.ChangeFilters"/>.
    /// </summary>
    /// <param name="filters">One to four, the last one LZMA2; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="filters"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="filters"/> is no chain.</exception>
    /// <exception cref="InvalidOperationException">A Block is under way; or the stream decompresses.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void ChangeFilters(IReadOnlyList<XzFilter> filters) =>
        XzEncoder.ApplyFilters((Container.StreamEncoder)EncoderCore, filters);

    /// <summary>
    /// When compressing, writes everything so far, and may end the Block; then flushes the base stream. When
    /// decompressing, does nothing.
    /// </summary>
    /// <param name="flushMode">What to do.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="flushMode"/> is not defined.</exception>
    /// <exception cref="IOException">An earlier write failed.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void Flush(XzFlushMode flushMode) => FlushCore(XzEncoder.ActionOf(flushMode));

    /// <inheritdoc cref="Flush(XzFlushMode)"/>
    public Task FlushAsync(XzFlushMode flushMode, CancellationToken cancellationToken = default) =>
        FlushCoreAsync(XzEncoder.ActionOf(flushMode), cancellationToken);
}
