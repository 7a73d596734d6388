using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Threading;

/// <summary>
/// Decodes a file like the decoder inside it, with the same bytes and the same failure behind them, but Blocks
/// are decoded side by side. What is read runs ahead of what is handed out; after
/// <see cref="Finish"/> has returned More, there is output left to take.
/// </summary>
internal sealed class ParallelDecoder : FormatDecoder
{
    private readonly ParallelBlockDispatcher _dispatcher;
    private readonly FormatDecoder _reader;

    /// <summary>How the reader ended; it counts once everything before it was handed out.</summary>
    private CoderStatus _readerStatus;
    private bool _inputEnded;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="threads">Most threads, from 1 on.</param>
    /// <param name="memoryBudget">Bytes for Blocks that are decoded side by side; one that needs more is decoded in
    /// place.</param>
    /// <param name="makeReader">Makes the decoder that reads the file and may have its Blocks decoded here.</param>
    public ParallelDecoder(
        WorkAllocator allocator, int threads, long memoryBudget, Func<BlockDispatcher, FormatDecoder> makeReader)
    {
        _dispatcher = new ParallelBlockDispatcher(allocator, threads, memoryBudget);
        _reader = makeReader(_dispatcher);
    }

    /// <inheritdoc/>
    public override bool HasUnsupportedCheck => _reader.HasUnsupportedCheck;

    /// <inheritdoc/>
    public override int Excess => _reader.Excess;

    /// <inheritdoc/>
    public override long MemoryNeeded => _reader.MemoryNeeded;

    /// <inheritdoc/>
    public override bool IsAtStart => _reader.IsAtStart;

    /// <inheritdoc/>
    public override PendingBytes Pending => _dispatcher.Pending;

    /// <summary>Whether nothing is under way: everything that was read is handed out.</summary>
    public bool IsIdle => _dispatcher.IsIdle;

    /// <summary>Whether the reader has work left, with or without input.</summary>
    private bool NeedsReader => _readerStatus == CoderStatus.More && _dispatcher.NeedsReader;

    /// <summary>
    /// Says that input stays away: a Block of which only a part has come is decoded as far as it goes, as soon as all
    /// before it are handed out, by the calls of <see cref="Coder.Code"/> that follow.
    /// </summary>
    public void InputIsLate() => _dispatcher.InputIsLate();

    public override Task WhenReady() => _dispatcher.WhenReady();

    /// <inheritdoc/>
    public override bool MayEndHere => _dispatcher.IsIdle && _reader.MayEndHere;

    /// <inheritdoc/>
    public override void GoOn()
    {
        base.GoOn();
        _reader.GoOn();
        _readerStatus = CoderStatus.More;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        ClearFailure();
        _dispatcher.Reset();
        _reader.Reset();
        _readerStatus = CoderStatus.More;
        _inputEnded = false;
    }

    /// <summary>
    /// Says that no input follows. More: call <see cref="Coder.Code"/> without input until it gives nothing, then this
    /// again. End if the file is complete, else Failed.
    /// </summary>
    public override CoderStatus Finish()
    {
        if (Failure is not null)
        {
            return CoderStatus.Failed;
        }

        if (!_inputEnded)
        {
            _inputEnded = true;
            _dispatcher.Finish();
        }

        if (!_dispatcher.IsIdle || NeedsReader)
        {
            return CoderStatus.More;
        }

        CoderStatus status = _reader.Finish();
        return status == CoderStatus.Failed ? FailAs(_reader, 0) : status;
    }

    public override void Dispose()
    {
        _dispatcher.Dispose();
        _reader.Dispose();
    }

    protected override CoderStatus Advance(ref ReadOnlySpan<byte> input, ref Span<byte> output)
    {
        _reader.SingleStream = SingleStream;
        while (true)
        {
            if (_dispatcher.HandOut(ref output) is { } failure)
            {
                return Fail(failure.Error, failure.Offset, failure.Rule);
            }

            if (output.IsEmpty)
            {
                return CoderStatus.More;
            }

            if ((_inputEnded && !NeedsReader) || _readerStatus != CoderStatus.More)
            {
                return !_dispatcher.IsIdle ? CoderStatus.Waiting
                    : _readerStatus == CoderStatus.Failed ? FailAs(_reader, 0)
                    : _readerStatus;
            }

            CoderStatus status = _reader.Code(ref input, ref output);
            if (status is CoderStatus.More or CoderStatus.Waiting)
            {
                return status;
            }

            _readerStatus = status;
        }
    }
}
