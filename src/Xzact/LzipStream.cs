using System.IO.Compression;

namespace Xzact;

/// <summary>
/// Compresses what is written to it to .lz data, or decompresses what is read from it, over another stream that holds
/// the compressed data.
/// </summary>
/// <remarks>
/// Decompression reads every member. As the format allows, other data may follow the last one: it ends the reading, and
/// a base stream that can seek is left right before it. Bytes are handed out before the CRC32 of their member was
/// compared: data is verified once Read has returned zero. Flushing ends a member.
/// </remarks>
public sealed class LzipStream : CodecStream
{
    /// <summary>Compresses with the default preset, or decompresses without limits.</summary>
    /// <inheritdoc cref="XzStream(Stream, CompressionMode, bool)"/>
    public LzipStream(Stream stream, CompressionMode mode, bool leaveOpen = false)
        : base(
            Usable(stream, mode),
            mode == CompressionMode.Decompress ? LzipDecoder.CreateDecoder(new XzDecompressionOptions()) : null,
            mode == CompressionMode.Compress ? new LzipCompressionOptions().CreateEncoder(nameof(mode)) : null,
            leaveOpen)
    {
    }

    /// <inheritdoc cref="XzStream(Stream, CompressionLevel, bool)"/>
    public LzipStream(Stream stream, CompressionLevel compressionLevel, bool leaveOpen = false)
        : this(
            stream,
            new LzipCompressionOptions { LzmaOptions = new LzmaOptions(QualityOf(compressionLevel)) },
            leaveOpen)
    {
    }

    /// <summary>Compresses.</summary>
    /// <param name="stream">Where compressed data is written to.</param>
    /// <param name="compressionOptions">How to compress; copied.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open when this one is disposed.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to, or the LZMA options are not
    /// those of the format.</exception>
    public LzipStream(Stream stream, LzipCompressionOptions compressionOptions, bool leaveOpen = false)
        : base(
            Usable(stream, CompressionMode.Compress),
            NotNull(compressionOptions).CreateEncoder(nameof(compressionOptions)),
            leaveOpen)
    {
    }

    /// <inheritdoc cref="XzStream(Stream, XzDecompressionOptions, bool)"/>
    public LzipStream(Stream stream, XzDecompressionOptions decompressionOptions, bool leaveOpen = false)
        : base(
            Usable(stream, CompressionMode.Decompress),
            LzipDecoder.CreateDecoder(NotNull(decompressionOptions)),
            leaveOpen)
    {
    }

    /// <inheritdoc cref="LzmaStream(Stream, LzmaEncoder, bool)"/>
    public LzipStream(Stream stream, LzipEncoder encoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Compress), NotNull(encoder).Session, leaveOpen)
    {
    }

    /// <inheritdoc cref="XzStream(Stream, XzDecoder, bool)"/>
    public LzipStream(Stream stream, LzipDecoder decoder, bool leaveOpen = false)
        : base(Usable(stream, CompressionMode.Decompress), NotNull(decoder).Session, leaveOpen)
    {
    }

    /// <summary>Announces how many bytes will be written; another number of bytes throws.</summary>
    /// <inheritdoc cref="LzmaStream.SetSourceLength"/>
    public void SetSourceLength(long length) => SetSourceLengthCore(length);
}
