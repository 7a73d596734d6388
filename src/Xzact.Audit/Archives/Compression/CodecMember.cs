using System.Buffers;

namespace Xzact.Audit.Archives.Compression;

/// <summary>One step of a codec: as much as fits.</summary>
internal delegate OperationStatus CodecStep(
    ReadOnlySpan<byte> source, Span<byte> destination, out int consumed, out int written);

/// <summary>One Stream or member that a decoder of this project's codec reads, up to its exact last byte.</summary>
/// <param name="input">The compressed bytes.</param>
/// <param name="formatName">The name of the format in messages.</param>
/// <param name="decoder">The decoder, which this owns.</param>
/// <param name="step">How it decodes.</param>
/// <param name="failure">Why the last step failed.</param>
/// <param name="atEnd">Called once the member is complete.</param>
internal sealed class CodecMember(
    ArchiveInput input, string formatName, IDisposable decoder, CodecStep step,
    Func<(XzError Error, string? Message)> failure, Action atEnd) : ForwardStream
{
    private ArchiveException? _failure;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        while (true)
        {
            ReadOnlySpan<byte> source = input.PeekAvailable();
            OperationStatus status = step(source, buffer.AsSpan(offset, count), out int consumed, out int written);
            input.Take(consumed);
            if (status == OperationStatus.InvalidData)
            {
                // What came before the damage is handed out; the decoder is not asked again after it failed.
                (XzError error, string? message) = failure();
                _failure = Failed(ReasonOf(error), message ?? error.ToString());
                return written > 0 ? written : throw _failure;
            }

            if (written > 0)
            {
                return written;
            }

            if (status == OperationStatus.Done)
            {
                atEnd();
                return 0;
            }

            if (source.IsEmpty)
            {
                throw Failed(ArchiveErrorReason.Truncated, "the data ends too soon");
            }

            if (consumed == 0 && status != OperationStatus.NeedMoreData)
            {
                throw Failed(ArchiveErrorReason.Corrupt, "the decoder makes no progress");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    private static ArchiveErrorReason ReasonOf(XzError error) => error switch
    {
        XzError.UnexpectedEnd => ArchiveErrorReason.Truncated,
        XzError.UnsupportedStreamFlags or XzError.UnsupportedBlockHeader or XzError.UnsupportedFilter =>
            ArchiveErrorReason.Unsupported,
        XzError.DictionaryLimit or XzError.MemoryLimit or XzError.OutputLimit or XzError.RatioLimit =>
            ArchiveErrorReason.OverLimit,
        _ => ArchiveErrorReason.Corrupt,
    };

    private ArchiveException Failed(ArchiveErrorReason reason, string why) =>
        new(reason, $"the {formatName} data cannot be read: {why}", input.Offset, ArchiveOffsetBase.File);
}
