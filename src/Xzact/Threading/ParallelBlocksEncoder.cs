using System.Collections.Concurrent;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Threading;

/// <summary>
/// Encodes Blocks side by side, in the layout with sizes in their headers, and writes them in their order. One more
/// Block than there are threads is kept as data, and two for each thread compressed.
/// </summary>
internal sealed class ParallelBlocksEncoder : BlocksEncoder
{
    private readonly BlockPlan _plan;
    private readonly SegmentPool _pool;
    private readonly ConcurrentStack<BlockEncoder> _encoders = new();
    private readonly Func<BlockEncoder> _makeEncoder;
    private readonly BlockPipeline<EncodeJob> _pipeline;
    private readonly SpareThreads _spare;
    private readonly Backlog _backlog = new();
    private EncodeJob? _filling;
    private EncodeJob? _sending;
    private ReadOnlyMemory<byte> _header;

    /// <param name="allocator">Where working memory comes from.</param>
    /// <param name="plan">Where Blocks end; with sizes.</param>
    /// <param name="check">The check of each Block.</param>
    /// <param name="threads">Most threads, from 1 on.</param>
    /// <param name="helpsInside">Whether threads that are left may help inside a Block; they come from the thread pool,
    /// and stay there for a while when the encoder is gone.</param>
    public ParallelBlocksEncoder(
        WorkAllocator allocator, BlockPlan plan, CheckId check, int threads, bool helpsInside = true)
    {
        _plan = plan;
        _pool = new SegmentPool(allocator);
        _spare = new SpareThreads(threads);
        _makeEncoder = () => new BlockEncoder(allocator, check, helpsInside ? _spare : null);
        _pipeline = new BlockPipeline<EncodeJob>(threads);
    }

    public override PendingBytes Pending => _backlog.Bytes;

    public override Task WhenReady() => _pipeline.WhenNews();

    public override void Reset()
    {
        base.Reset();
        _pipeline.Clear();
        _plan.Reset();
        _filling?.Release();
        _filling = null;
        _sending?.Release();
        _sending = null;
        _header = default;
        _backlog.Reset();
    }

    public override bool TryChange(EncoderChain chain)
    {
        if (_filling is not null && _plan.Left > 0)
        {
            return false;
        }

        _plan.Change(chain);
        return true;
    }

    public override CoderStatus Code(ref ReadOnlySpan<byte> input, ref Span<byte> output, EncoderAction action)
    {
        int room = output.Length;
        while (Send(ref output, room))
        {
            bool isFlushed = input.IsEmpty && action != EncoderAction.Run;
            if (_filling is not null && (_plan.Left == 0 || isFlushed))
            {
                if (!_pipeline.CanTake)
                {
                    return CoderStatus.Waiting;
                }

                _pipeline.Submit(_filling);
                _filling = null;
                _plan.EndBlock();
            }
            else if (!input.IsEmpty)
            {
                Take(ref input);
            }
            else if (action == EncoderAction.Run)
            {
                return CoderStatus.More;
            }
            else
            {
                return action == EncoderAction.FullBarrier || _pipeline.Count == 0
                    ? CoderStatus.End
                    : CoderStatus.Waiting;
            }
        }

        return CoderStatus.More;
    }

    public override void Dispose()
    {
        Reset();
        _pipeline.Dispose();
        while (_encoders.TryPop(out BlockEncoder? encoder))
        {
            encoder.Dispose();
        }

        _pool.Dispose();
    }

    private void Take(ref ReadOnlySpan<byte> input)
    {
        _filling ??= new EncodeJob(_encoders, _makeEncoder, _spare, _pool, _backlog, _plan.Chain, _plan.LargestBlock);
        int count = (int)Math.Min(input.Length, _plan.Left);
        _filling.Input.Append(input[..count]);
        _plan.Take(count);
        _backlog.Read(count);
        input = input[count..];
    }

    /// <summary>
    /// Sends Blocks that are finished. True if none of them is left; else the output must be taken first.
    /// </summary>
    private bool Send(ref Span<byte> output, int room)
    {
        while (_sending is not null || TryTake())
        {
            if (_sending!.HasFailed)
            {
                if (output.Length < room)
                {
                    return false;
                }

                // Again and again: a Stream that lost a Block never goes on.
                _sending.ThrowIfFailed();
            }

            int before = output.Length;
            int sent = Math.Min(_header.Length, output.Length);
            _header.Span[..sent].CopyTo(output);
            output = output[sent..];
            _header = _header[sent..];
            bool isSent = _header.IsEmpty && _sending.Output.MoveTo(ref output);
            _backlog.HandedOut(before - output.Length);
            if (!isSent)
            {
                return false;
            }

            _sending = null;
        }

        return true;
    }

    /// <summary>Takes the next Block back, if it is finished.</summary>
    private bool TryTake()
    {
        if (!_pipeline.TryTake(out _sending))
        {
            return false;
        }

        Index.Append(_sending.Record.UnpaddedSize, _sending.Record.UncompressedSize);
        _header = _sending.Header;
        return true;
    }
}
