using System.IO.Compression;

namespace Xzact;

/// <summary>
/// Compresses what is written to it to .lzma data or to raw LZMA1 or LZMA2, or decompresses what is read from it, over
/// another stream that holds the compressed data.
/// </summary>
/// <remarks>
/// Nothing in .lzma and raw data protects against damage: what is read was never verified. What follows the data is an
/// error, unless <see cref="XzDecompressionOptions.AllowMultipleStreams"/> is off. Flushing makes everything so far
/// readable in raw LZMA2 only; in LZMA1 the last bytes come with the end.
/// </remarks>
public sealed class LzmaStream : CodecStream
{
    /// <summary>Compresses to .lzma with the default preset, or decompresses .lzma without limits.</summary>
    /// <inheritdoc cref="XzStream(Stream, CompressionMode, bool)"/>
    public LzmaStream(Stream stream, CompressionMode mode, bool leaveOpen = false)
        : base(
            Usable(stream, mode),
            mode == CompressionMode.Decompress ? LzmaDecoder.CreateDecoder(new XzDecompressionOptions()) : null,
            mode == CompressionMode.Compress
                ? LzmaEncoder.CreateEncoder(new LzmaOptions(), LzmaDataFormat.LzmaAlone)
                : null,
            leaveOpen)
    {
    }

    /// <summary>Compresses to .lzma.</summary>
    /// <inheritdoc cref="XzStream(Stream, CompressionLevel, bool)"/>
    public LzmaStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen = false)
        : this(stream, new LzmaOptions(QualityOf(compressionLevel)), LzmaDataFormat.LzmaAlone, leaveOpen)
    {
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="options">How to compress; copied.</param>
    /// <param name="format">What lies around the data.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to, or the options do not go
    /// together.</exception>
    public LzmaStream(
        Stream stream,
        LzmaOptions options,
        LzmaDataFormat format = LzmaDataFormat.LzmaAlone,
        bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Compress), LzmaEncoder.CreateEncoder(options, format), leaveOpen)
    {
    }

    /// <summary>Decompresses .lzma.</summary>
    /// <inheritdoc cref="XzStream(Stream, XzDecompressionOptions, bool)"/>
    public LzmaStream(Stream stream, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
        : base(
            Usable(stream, CompressionMode.Decompress),
            LzmaDecoder.CreateDecoder(NotNull(decompressionOptions)),
            leaveOpen)
    {
    }

    /// <summary>
    /// Compresses with an encoder of the caller's, which is reset before and after and not disposed.
    /// </summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="encoder">The encoder; nobody else may use it before this stream is disposed.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public LzmaStream(Stream stream, LzmaEncoder encoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Compress), NotNull(encoder).Session, leaveOpen)
    {
    }

    /// <summary>
    /// Decompresses .lzma or raw data with a decoder of the caller's, which is reset before and after and not disposed.
    /// </summary>
    /// <inheritdoc cref="XzStream(Stream, XzDecoder, bool)"/>
    public LzmaStream(Stream stream, LzmaDecoder decoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Decompress), NotNull(decoder).Session, leaveOpen)
    {
    }

    /// <summary>
    /// Announces how many bytes will be written. The size is then stored instead of an end marker; another number of
    /// bytes throws.
    /// </summary>
    /// <param name="length">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="InvalidOperationException">Data was written already, or the stream decompresses.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void SetSourceLength(long length) => SetSourceLengthCore(length);
}
