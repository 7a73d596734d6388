using System.Buffers;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Reading;
using Xzact.Threading;

namespace Xzact;

/// <summary>
/// Decompresses .xz data from span to span, without streams; .lzma data too, as the decoder of the approved API does.
/// One instance decodes one Stream; <see cref="Reset"/> makes it ready for the next. For files of several Streams use
/// <see cref="XzStream"/> or <see cref="TryDecompress"/>.
/// </summary>
/// <remarks>
/// The first byte tells .xz from .lzma. A .lzma file has no magic bytes and no check of its data: what is none may be
/// taken for one, and damage may go unnoticed. <see cref="LzmaDecoder"/> and <see cref="LzipDecoder"/> decode other
/// data.
/// Working memory is the dictionary that the data declares plus less than 64 KiB, whatever the length of the data.
/// Bytes are handed out before the check of their Block was compared; they are verified once the call that ends the
/// Block succeeded. An instance is used by one thread at a time.
/// </remarks>
public sealed class XzDecoder : IDisposable
{
    /// <summary>Makes a decoder without limits.</summary>
    public XzDecoder()
        : this(new XzDecompressionOptions())
    {
    }

    /// <summary>Makes a decoder that refuses large dictionaries.</summary>
    /// <param name="maxWindowLog2">Base-2 logarithm of the largest dictionary, 12 to 32; 0 for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxWindowLog2"/> is out of range.</exception>
    public XzDecoder(int maxWindowLog2)
        : this(XzDecompressionOptions.WithWindow(maxWindowLog2))
    {
    }

    /// <summary>Makes a decoder with limits.</summary>
    /// <param name="decompressionOptions">The limits; copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="decompressionOptions"/> is null.</exception>
    public XzDecoder(XzDecompressionOptions decompressionOptions)
    {
        ArgumentNullException.ThrowIfNull(decompressionOptions);
        Session = new DecoderSession(CreateDecoder(decompressionOptions), decompressionOptions.AllowMultipleStreams);
    }

    /// <summary>
    /// Why the last call failed; or <see cref="XzError.UnsupportedCheck"/> if the Stream has a check that could not be
    /// verified.
    /// </summary>
    public XzError Error => Session.Error;

    /// <summary>What was read, where and which rule it breaks; null if nothing failed.</summary>
    public string? ErrorMessage => Session.ErrorMessage;

    internal DecoderSession Session { get; }

    /// <summary>Decompresses as much as fits.</summary>
    /// <param name="source">Compressed data, in pieces of any size.</param>
    /// <param name="destination">Where decompressed bytes go; no part of the source.</param>
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
        ReadOnlySpan<byte> source, Span<byte> destination, out int bytesConsumed, out int bytesWritten) =>
        Session.Decompress(source, destination, out bytesConsumed, out bytesWritten);

    /// <summary>Makes the decoder ready for another Stream; its memory is kept.</summary>
    /// <exception cref="ObjectDisposedException">The decoder was disposed.</exception>
    public void Reset() => Session.Reset();

    /// <summary>Gives working memory back. Calling it again does nothing.</summary>
    public void Dispose() => Session.Dispose();

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
    public static bool TryDecompress(ReadOnlySpan<byte> source, Span<byte> destination, out int bytesWritten) =>
        DecoderSession.TryDecompress(
            CreateDecoder(new XzDecompressionOptions()), source, destination, out bytesWritten);

    /// <summary>The decoder of whole files that everything here decodes with.</summary>
    internal static FormatDecoder CreateDecoder(XzDecompressionOptions options) =>
        CreateDecoder(options, new WorkAllocator(), null);

    /// <summary>The same for <see cref="XzStream"/>, with threads if the options ask for them.</summary>
    internal static FormatDecoder CreateThreadedDecoder(XzDecompressionOptions options)
    {
        if (options.Threads == 1)
        {
            return CreateDecoder(options);
        }

        var allocator = new WorkAllocator();
        return new ParallelDecoder(
            allocator,
            ThreadCount.Of(options.Threads),
            options.MemoryBudget,
            dispatcher => CreateDecoder(options, allocator, dispatcher))
        {
            SingleStream = !options.AllowMultipleStreams,
        };
    }

    /// <summary>
    /// Says how many bytes a complete file stands for, from the Indexes of all its Streams and without decoding. That
    /// is exact if the file decodes at all; only decoding it tells whether it does.
    /// </summary>
    /// <param name="data">The whole compressed file.</param>
    /// <param name="length">Bytes; zero if the result is false.</param>
    /// <returns>False if the data is not .xz, or damaged, incomplete or followed by something.</returns>
    public static bool TryGetDecompressedLength(ReadOnlySpan<byte> data, out long length)
    {
        var reader = new FileIndexReader(data.Length, keepsBlocks: false, memoryLimit: 0);
        while (!reader.IsDone)
        {
            int count = Math.Min(reader.Wanted.Length, data.Length - (int)reader.Offset);
            data.Slice((int)reader.Offset, count).CopyTo(reader.Wanted.Span);
            reader.Take(count);
        }

        length = reader.Index?.UncompressedSize ?? 0;
        return reader.Index is not null;
    }

    private static AutoDecoder CreateDecoder(
        XzDecompressionOptions options, WorkAllocator allocator, BlockDispatcher? dispatcher) =>
        new(allocator, options.ToLimits(), FileFormats.Xz | FileFormats.LzmaAlone, dispatcher)
        {
            SingleStream = !options.AllowMultipleStreams,
        };
}
