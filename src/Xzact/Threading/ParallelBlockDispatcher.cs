using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Threading;

/// <summary>Takes Blocks whose headers have their sizes and decodes them on threads, as far as memory allows.</summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="threads">Most threads, from 1 on.</param>
/// <param name="memoryBudget">Bytes for all that is under way and all that is kept for the next Blocks; a Block that
/// needs more alone is refused.</param>
internal sealed class ParallelBlockDispatcher(WorkAllocator allocator, int threads, long memoryBudget)
    : BlockDispatcher, IDisposable
{
    private readonly SegmentPool _pool = new(allocator);
    private readonly IdleWorkplaces _workplaces = new(allocator);
    private readonly BlockPipeline<DecodeJob> _pipeline = new(threads);
    private DecodeJob? _collecting;
    private DecodeJob? _sending;
    private long _memory;

    public override bool IsIdle => _pipeline.Count == 0 && _collecting is null && _sending is null;

    public override DispatchAnswer Offer(DispatchedBlock block)
    {
        long cost = DecodeJob.CostOf(block);
        if (cost > memoryBudget)
        {
            return DispatchAnswer.Refused;
        }

        if (cost > memoryBudget - _memory || !_pipeline.CanTake)
        {
            return DispatchAnswer.Later;
        }

        // What a Block that is under way has put back already is counted twice: too much is given back, never too
        // little.
        long mayBeKept = memoryBudget - _memory - cost;
        _pool.Trim(Math.Max(0, mayBeKept - _workplaces.Kept));
        _workplaces.Trim(Math.Max(0, mayBeKept - _pool.Kept));
        _memory += cost;
        _collecting = new DecodeJob(_workplaces, _pool, block);
        return DispatchAnswer.Taken;
    }

    public override CoderStatus Collect(ref ReadOnlySpan<byte> input)
    {
        if (!_collecting!.Collect(ref input))
        {
            return CoderStatus.More;
        }

        Submit();
        return CoderStatus.End;
    }

    /// <summary>No more input comes: a Block that is not whole is decoded as far as it goes.</summary>
    public void Finish()
    {
        if (_collecting is not null)
        {
            Submit();
        }
    }

    /// <summary>
    /// Hands out what is decoded, in order, until the output is full or the next Block is not ready; then null. Behind
    /// the bytes of a Block that is damaged, why.
    /// </summary>
    public Failure? HandOut(ref Span<byte> output)
    {
        int room = output.Length;
        while (_sending is not null || _pipeline.TryTake(out _sending))
        {
            if (_sending!.HasFailed && output.Length < room)
            {
                return null;
            }

            _sending.ThrowIfFailed();
            if (!_sending.Output.MoveTo(ref output))
            {
                return null;
            }

            if (_sending.Failure is not null)
            {
                _pipeline.Cancel();
                return _sending.Failure;
            }

            _memory -= _sending.Cost;
            _sending.Release();
            _sending = null;
        }

        return null;
    }

    /// <summary>Completes once more can be handed out or taken.</summary>
    public Task WhenReady() => _pipeline.WhenFinished();

    public override void StandAside()
    {
        _workplaces.Trim(0);
        _pool.Trim(0);
    }

    /// <summary>Stops everything and forgets it.</summary>
    public void Reset()
    {
        _pipeline.Clear();
        _collecting?.Release();
        _collecting = null;
        _sending?.Release();
        _sending = null;
        _memory = 0;
    }

    public void Dispose()
    {
        Reset();
        _pipeline.Dispose();
        StandAside();
    }

    private void Submit()
    {
        _pipeline.Submit(_collecting!);
        _collecting = null;
    }
}
