using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact;

/// <summary>
/// Compresses to .lzma data, or to raw LZMA1 or LZMA2, from span to span, without streams. One instance encodes one
/// file at a time.
/// </summary>
/// <remarks>
/// Without <see cref="SetSourceLength"/>, LZMA1 ends with a marker and a .lzma header says that the size is unknown, as
/// xz writes it; with it, a .lzma header has the size and there is no marker. A .lzma file has no check of its data:
/// for new files .xz and .lz are better. The bytes depend on the input and the options alone. An instance is used by
/// one thread at a time.
/// </remarks>
public sealed class LzmaEncoder : IDisposable
{
    /// <summary>Makes an encoder of .lzma with the default preset, 6.</summary>
    public LzmaEncoder()
        : this(new LzmaOptions())
    {
    }

    /// <summary>Makes an encoder of .lzma with a preset.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is out of range.</exception>
    public LzmaEncoder(int quality)
        : this(new LzmaOptions(quality))
    {
    }

    /// <summary>Makes an encoder of .lzma with a preset and a dictionary size.</summary>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 30; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public LzmaEncoder(int quality, int windowLog2)
        : this(LzmaOptions.WithWindow(quality, windowLog2, XzCompressionOptions.MaxWindowLog2))
    {
    }

    /// <summary>Makes an encoder with options.</summary>
    /// <param name="options">How to compress; copied.</param>
    /// <param name="format">What lies around the data.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dictionary is too large for an encoder, or
    /// <paramref name="format"/> is none.</exception>
    /// <exception cref="ArgumentException">lc and lp are more than four together; or there is a preset dictionary, of
    /// which a .lzma file cannot tell.</exception>
    public LzmaEncoder(LzmaOptions options, LzmaDataFormat format = LzmaDataFormat.LzmaAlone) =>
        Session = new EncoderSession(CreateEncoder(options, format));

    /// <summary>Why the last call returned <see cref="OperationStatus.InvalidData"/>.</summary>
    public XzError Error => Session.Error;

    /// <summary>The same in words; null if there is nothing to say.</summary>
    public string? ErrorMessage => Session.ErrorMessage;

    internal EncoderSession Session { get; }

    /// <summary>
    /// Announces how many bytes will be compressed. The size is then stored instead of an end marker; another number of
    /// bytes fails with <see cref="XzError.SourceLengthMismatch"/>.
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
    /// Writes out what is compressed. Raw LZMA2 is then complete so far: a decoder can give all of it. LZMA1 has no
    /// such flush: the last bytes stay with the encoder until the end.
    /// </summary>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled.</param>
    /// <returns>Done, or DestinationTooSmall to call again with more room.</returns>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public OperationStatus Flush(Span<byte> destination, out int bytesWritten) =>
        Session.Flush(destination, out bytesWritten);

    /// <summary>
    /// Makes the encoder ready for another file with the same options, of a length not announced; its memory is kept.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The encoder was disposed.</exception>
    public void Reset() => Session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => Session.Dispose();

    /// <summary>
    /// The most bytes that compressing <paramref name="inputLength"/> bytes may take. LZMA1 cannot store what does not
    /// compress, so that this is a third more; random data grows by about a hundredth.
    /// </summary>
    /// <param name="inputLength">Bytes, from zero on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or the result would not fit in a
    /// long.</exception>
    public static long GetMaxCompressedLength(long inputLength)
    {
        const int Fixed = 128;
        ArgumentOutOfRangeException.ThrowIfNegative(inputLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(inputLength, (long.MaxValue - Fixed) / 4 * 3);
        return inputLength + (inputLength / 3) + Fixed;
    }

    /// <summary>Compresses all of <paramref name="source"/> to .lzma with the default preset, 6.</summary>
    /// <inheritdoc cref="TryCompress(ReadOnlySpan{byte}, Span{byte}, out int, int, int)"/>
    public static bool TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        TryCompress(source, destination, out bytesWritten, XzCompressionOptions.DefaultQuality, 0);

    /// <inheritdoc cref="TryCompress(ReadOnlySpan{byte}, Span{byte}, out int, int, int)"/>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality) =>
        TryCompress(source, destination, out bytesWritten, quality, 0);

    /// <summary>Compresses all of <paramref name="source"/> to .lzma.</summary>
    /// <param name="source">Bytes to compress.</param>
    /// <param name="destination">Where compressed bytes go.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <param name="quality">The preset, 0 to 9.</param>
    /// <param name="windowLog2">Base-2 logarithm of the dictionary size, 12 to 30; 0 for that of the preset.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <returns>False if the destination is too small.</returns>
    public static bool TryCompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten, int quality, int windowLog2) =>
        EncoderSession.TryCompress(
            CreateEncoder(
                LzmaOptions.WithWindow(quality, windowLog2, XzCompressionOptions.MaxWindowLog2),
                LzmaDataFormat.LzmaAlone),
            source,
            destination,
            out bytesWritten);

    /// <summary>The encoder that everything here and <see cref="LzmaStream"/> encode with.</summary>
    internal static LzmaFormatEncoder CreateEncoder(LzmaOptions options, LzmaDataFormat format)
    {
        ArgumentNullException.ThrowIfNull(options);
        Lzma.LzmaEncoderOptions own = options.ToEncoderOptions(nameof(options));
        switch (format)
        {
            case LzmaDataFormat.LzmaAlone:
                options.RefusePresetDictionary(nameof(options));
                return new LzmaAloneEncoder(new WorkAllocator(), own);
            case LzmaDataFormat.RawLzma1 or LzmaDataFormat.RawLzma2:
                return new RawEncoder(
                    new WorkAllocator(),
                    [],
                    own,
                    options.PresetDictionary.ToArray(),
                    isLzma2: format == LzmaDataFormat.RawLzma2);
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of LZMA data.");
        }
    }
}
