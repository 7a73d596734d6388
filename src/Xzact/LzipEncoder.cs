using System.Buffers;
using Xzact.Coding;

namespace Xzact;

/// <summary>
/// Compresses to .lz data, version 1, from span to span, without streams. One instance encodes one file at a time.
/// </summary>
/// <remarks>
/// The bytes depend on the input, the options and the flushes alone. An instance is used by one thread at a time.
/// </remarks>
public sealed class LzipEncoder : IDisposable
{
    private const int MaxWindowLog2 = Format.LzipFormat.MaxDictionaryLog2;

    /// <summary>Makes an encoder with the default preset, 6.</summary>
    public LzipEncoder()
        : this(new LzipCompressionOptions())
    {
    }

    /// <summary>Makes an encoder with a preset.</summary>
    /// <param name="quality">The preset, 0 to 9; the numbers mean what they mean to xz.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    public LzipEncoder(int quality)
        : this(quality, 0)
    {
    }

    /// <summary>Makes an encoder with a preset and a dictionary size.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 29; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public LzipEncoder(int quality, int windowLog2)
        : this(Options(quality, windowLog2))
    {
    }

    /// <summary>Makes an encoder with options.</summary>
    /// <param name="compressionOptions">The options; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="compressionOptions"/> is null.</exception>
    /// <exception cref="ArgumentException">The LZMA options are not those of the format.</exception>
    public LzipEncoder(LzipCompressionOptions compressionOptions)
    {
        ArgumentNullException.ThrowIfNull(compressionOptions);
        Session = new EncoderSession(compressionOptions.CreateEncoder(nameof(compressionOptions)));
    }

    /// <summary>Why the last call returned <see cref="OperationStatus.InvalidData"/>.</summary>
    public XzError Error => Session.Error;

    /// <summary>The same in words; null if there is nothing to say.</summary>
    public string? ErrorMessage => Session.ErrorMessage;

    internal EncoderSession Session { get; }

    /// <summary>
    /// Announces how many bytes will be compressed; another number fails with
    /// <see cref="XzError.SourceLengthMismatch"/>. The compressed data is the same with and without.
    /// </summary>
    /// <param name="length">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="InvalidOperationException">Compressing was begun already.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void SetSourceLength(long length) => Session.SetSourceLength(length);

    /// <inheritdoc cref="XzEncoder.Compress"/>
    public OperationStatus Compress(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        out int bytesConsumed,
        out int bytesWritten,
        bool isFinalBlock) =>
        Session.Compress(source, destination, out bytesConsumed, out bytesWritten, isFinalBlock);

    /// <summary>
    /// Ends the member, if it has data, and writes it out: what follows goes into another one. The history is lost
    /// with it.
    /// </summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten) =>
        Session.Flush(destination, out bytesWritten);

    /// <inheritdoc cref="LzmaEncoder.Reset"/>
    public void Reset() => Session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => Session.Dispose();

    /// <summary>
    /// The most bytes that compressing <paramref name="inputLength"/> bytes to one member may take; see
    /// <see cref="LzmaEncoder.GetMaxCompressedLength"/>.
    /// </summary>
    /// <param name="inputLength">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the result would not fit in a
    /// long.</exception>
    public static long GetMaxCompressedLength(long inputLength) => LzmaEncoder.GetMaxCompressedLength(inputLength);

    /// <summary>Compresses all of <paramref name="source"/> with the default preset, 6.</summary>
    /// <inheritdoc cref="TryCompress(ReadOnlySpan{byte}, Span{byte}, out int, int, int)"/>
    public static bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        TryCompress(source, destination, out bytesWritten, XzCompressionOptions.DefaultQuality, 0);

    /// <inheritdoc cref="TryCompress(ReadOnlySpan{byte}, Span{byte}, out int, int, int)"/>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        TryCompress(source, destination, out bytesWritten, quality, 0);

    /// <summary>Compresses all of <paramref name="source"/>.</summary>
    /// <param name="source">Bytes to compress.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 29; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <returns>False if the destination is too small.</returns>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        EncoderSession.TryCompress(
            Options(quality, windowLog2).CreateEncoder(nameof(quality)), source, destination, out bytesWritten);

    private static LzipCompressionOptions Options(int quality, int windowLog2) =>
        new() { LzmaOptions = LzmaOptions.WithWindow(quality, windowLog2, MaxWindowLog2) };
}
