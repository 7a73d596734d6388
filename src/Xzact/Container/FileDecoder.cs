using Xzact.Coding;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Container;

/// <summary>
/// Decodes a whole .xz file: any number of Streams, each followed by Stream Padding (.xz specification, section 2).
/// Only the caller knows where the file ends, and says so with <see cref="Finish"/>.
/// </summary>
internal sealed class FileDecoder : FormatDecoder
{
    private readonly StreamDecoder _stream;
    private long _position;
    private long _padding;
    private bool _betweenStreams;
    private bool _hasUnsupportedCheck;
    private bool _isFirstStream = true;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="limits">What may be asked of this decoder.</param>
    /// <param name="singleStream">Whether the first Stream is all; what follows it is then not touched.</param>
    /// <param name="dispatcher">Who may decode Blocks elsewhere; null for nobody.</param>
    public FileDecoder(
        WorkAllocator allocator, DecoderLimits limits, bool singleStream, BlockDispatcher? dispatcher = null)
    {
        _stream = new StreamDecoder(allocator, limits, dispatcher);
        SingleStream = singleStream;
    }

    /// <inheritdoc/>
    public override bool HasUnsupportedCheck => _hasUnsupportedCheck;

    /// <inheritdoc cref="StreamDecoder.MemoryNeeded"/>
    public override long MemoryNeeded => _stream.MemoryNeeded;

    /// <inheritdoc/>
    public override bool IsAtStart => _position == 0;

    /// <inheritdoc/>
    public override bool MayEndHere => _betweenStreams;

    /// <inheritdoc/>
    public override void GoOn()
    {
        base.GoOn();
        _stream.GoOn();
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        ClearFailure();
        _stream.Reset();
        _position = 0;
        _padding = 0;
        _betweenStreams = false;
        _isFirstStream = true;
        _hasUnsupportedCheck = false;
    }

    /// <summary>Decodes; End is returned in single-Stream mode only.</summary>
    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        while (true)
        {
            if (_betweenStreams)
            {
                if (SingleStream)
                {
                    return CoderStatus.End;
                }

                int zeros = input.IndexOfAnyExcept((byte)0);
                int skipped = zeros < 0 ? input.Length : zeros;
                _padding += skipped;
                _position += skipped;
                input = input[skipped..];
                if (input.IsEmpty)
                {
                    return CoderStatus.More;
                }

                if (_padding % StreamFormat.Alignment != 0)
                {
                    return FailPadding();
                }

                _stream.Continue(_padding);
                _betweenStreams = false;
                _padding = 0;
            }

            int before = input.Length;
            CoderStatus status = _stream.Code(ref input, ref output);
            _position += before - input.Length;
            _hasUnsupportedCheck |= _stream.HasUnsupportedCheck;
            if (status == CoderStatus.Failed)
            {
                return FailStream();
            }

            if (status != CoderStatus.End)
            {
                return status;
            }

            _isFirstStream = false;
            _betweenStreams = true;
        }
    }

    /// <inheritdoc/>
    public override CoderStatus Finish()
    {
        if (Failure is not null)
        {
            return CoderStatus.Failed;
        }

        if (!_betweenStreams)
        {
            _stream.Finish();
            return FailStream();
        }

        return _padding % StreamFormat.Alignment == 0 ? CoderStatus.End : FailPadding();
    }

    public override void Dispose() => _stream.Dispose();

    private CoderStatus FailPadding() => Fail(XzError.StreamPaddingCorrupt, _position,
        $"Stream Padding is {_padding} bytes, not a multiple of four (section 2.2).");

    /// <summary>What is no Stream is another format at the start of a file, and a defect behind a Stream.</summary>
    private CoderStatus FailStream()
    {
        Failure inner = _stream.Failure!;
        return inner.Error == XzError.FormatNotRecognized && !_isFirstStream
            ? Fail(XzError.TrailingData, inner.Offset,
                "What follows the Stream is neither padding nor another Stream (section 2).")
            : Fail(inner.Error, inner.Offset, inner.Rule);
    }
}
