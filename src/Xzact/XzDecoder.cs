using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact;

/// <summary>
/// Decompresses .xz data from span to span, without streams. One instance decodes one Stream; <see cref="Reset"/> makes
/// it ready for the next. For files of several Streams use <see cref="XzStream"/> or <see cref="TryDecompress"/>.
/// </summary>
/// <remarks>
/// Working memory is the dictionary that the data declares plus less than 64 KiB, whatever the length of the data.
/// Bytes are handed out before the check of their Block was compared; they are verified once the call that ends the
/// Block succeeded. An instance is used by one thread at a time.
/// </remarks>
public sealed class XzDecoder : IDisposable
{
    private readonly StreamDecoder _decoder;
    private bool _disposed;
    private bool _finished;

    /// <summary>Makes a decoder without limits.</summary>
    public XzDecoder()
        : this(DecoderLimits.None)
    {
    }

    /// <summary>Makes a decoder that refuses large dictionaries.</summary>
    /// <param name="maxWindowLog2">Base-2 logarithm of the largest dictionary, 12 to 32; 0 for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWindowLog2"/> is out of range.</exception>
    public XzDecoder(int maxWindowLog2)
        : this(LimitsOf(maxWindowLog2))
    {
    }

    /// <summary>Makes a decoder with limits.</summary>
    /// <param name="decompressionOptions">The limits; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="decompressionOptions"/> is null.</exception>
    public XzDecoder(XzDecompressionOptions decompressionOptions)
        : this(NotNull(decompressionOptions).ToLimits())
    {
    }

    private XzDecoder(DecoderLimits limits) => _decoder = new StreamDecoder(new WorkAllocator(), limits);

    /// <summary>
    /// Why the last call failed; or <see cref="XzError.UnsupportedCheck"/> if the Stream has a check that could not be
    /// verified.
    /// </summary>
    public XzError Error => _decoder.Failure?.Error
        ?? (_decoder.HasUnsupportedCheck ? XzError.UnsupportedCheck : XzError.None);

    /// <summary>What was read, where and which rule it breaks; null if nothing failed.</summary>
    public string? ErrorMessage => _decoder.Failure?.Message;

    /// <summary>Decompresses as much as fits.</summary>
    /// <param name="source">Compressed data, in pieces of any size.</param>
    /// <param name="destination">Where decompressed bytes go.</param>
    /// <param name="bytesConsumed">How much of <paramref name="source"/> was used.</param>
    /// <param name="bytesWritten">How much of <paramref name="destination"/> was filled; valid after a failure
    /// too.</param>
    /// <returns>
    /// <see cref="OperationStatus.Done"/> at the end of the Stream, behind its footer; NeedMoreData or
    /// DestinationTooSmall to go on; InvalidData if the data is damaged, not supported or over a limit: see <see
    /// cref="Error"/>.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public OperationStatus Decompress(
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        bytesConsumed = 0;
        bytesWritten = 0;
        if (_finished)
        {
            return OperationStatus.Done;
        }

        if (destination.IsEmpty)
        {
            return OperationStatus.DestinationTooSmall;
        }

        ReadOnlySpan<byte> input = source;
        Span<byte> output = destination;
        CoderStatus status = _decoder.Code(ref input, ref output);
        bytesConsumed = source.Length - input.Length;
        bytesWritten = destination.Length - output.Length;
        _finished = status == CoderStatus.End;
        return status switch
        {
            CoderStatus.End => OperationStatus.Done,
            CoderStatus.Failed => OperationStatus.InvalidData,
            _ => output.IsEmpty ? OperationStatus.DestinationTooSmall : OperationStatus.NeedMoreData,
        };
    }

    /// <summary>Makes the decoder ready for another Stream; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _decoder.Reset();
        _finished = false;
    }

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose()
    {
        _disposed = true;
        _decoder.Dispose();
    }

    /// <summary>
    /// Decompresses a complete file: all its Streams and their padding, every check compared. Nothing may follow.
    /// </summary>
    /// <param name="source">The whole compressed file.</param>
    /// <param name="destination">Where decompressed bytes go; its content is undefined after a failure.</param>
    /// <param name="bytesWritten">How much was filled; zero after a failure.</param>
    /// <returns>
    /// False if the data is damaged, incomplete or not supported, if something follows it, or if the destination is too
    /// small.
    /// </returns>
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten)
    {
        bytesWritten = 0;
        if (source.IsEmpty || destination.IsEmpty)
        {
            return false;
        }

        using var decoder = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        Span<byte> output = destination;
        if (decoder.Code(ref source, ref output) == CoderStatus.Failed || !source.IsEmpty
            || decoder.Finish() != CoderStatus.End)
        {
            return false;
        }

        bytesWritten = destination.Length - output.Length;
        return true;
    }

    private static DecoderLimits LimitsOf(int maxWindowLog2)
    {
        XzDecompressionOptions.RequireWindowLog2(maxWindowLog2);
        return new XzDecompressionOptions { MaxWindowLog2 = maxWindowLog2 }.ToLimits();
    }

    private static XzDecompressionOptions NotNull(XzDecompressionOptions decompressionOptions)
    {
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        return decompressionOptions;
    }
}
