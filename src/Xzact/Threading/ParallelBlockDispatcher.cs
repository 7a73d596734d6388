using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Threading;

/// <summary>
/// Takes Blocks and decodes them on threads, as far as memory allows. Where a header does not tell how far its Block
/// reaches, the chunks do; the first such Block is refused, one whose end is too far away is given back, and none is
/// taken after it.
/// </summary>
/// <param name="allocator">Where working memory comes from.</param>
/// <param name="threads">Most threads, from 1 on.</param>
/// <param name="memoryBudget">Bytes for all that is under way and all that is kept for the next Blocks; a Block that
/// needs more alone is refused.</param>
internal sealed class ParallelBlockDispatcher(WorkAllocator allocator, int threads, long memoryBudget)
    : BlockDispatcher, IDisposable
{
    /// <summary>
    /// What a Block without sizes may take besides its filters: most files of one Block have none either, and should
    /// not be read as a whole before the first byte of them is given out.
    /// </summary>
    private const long LargestUnsized = 1 << 26;

    /// <summary>Bytes that are collected before the memory for them is counted.</summary>
    private const int Piece = 1 << 16;

    private readonly SegmentPool _pool = new(allocator);
    private readonly IdleWorkplaces _workplaces = new(allocator);
    private readonly BlockPipeline<DecodeJob> _pipeline = new(threads);
    private readonly Backlog _backlog = new();
    private DecodeJob? _collecting;
    private DecodeJob? _givenBack;
    private bool _refusesUnsized;
    private bool _isFirst = true;
    private bool _inputEnded;
    private bool _isInputLate;
    private long _memory;
    private (ulong Compressed, ulong Uncompressed) _sizes;

    public override bool IsIdle => IsNothingBefore && _collecting is null;

    /// <summary>What is under way.</summary>
    public PendingBytes Pending => _backlog.Bytes;

    /// <summary>Whether all Blocks before the one that is collected are handed out.</summary>
    private bool IsNothingBefore => _pipeline.Count == 0;

    public override DispatchAnswer Offer(DispatchedBlock block)
    {
        // Most files with a Block without sizes have no other: the first is decoded as its bytes come, and threads wait
        // for the second.
        bool isFirst = _isFirst;
        _isFirst = false;
        long cost = DecodeJob.CostOf(block);
        if (cost > memoryBudget || (!block.HasSizes && (isFirst || _refusesUnsized)))
        {
            return DispatchAnswer.Refused;
        }

        if (cost > memoryBudget - _memory || !_pipeline.CanTake)
        {
            return DispatchAnswer.Later;
        }

        SetAside(cost);
        _collecting = new DecodeJob(_workplaces, _pool, block, _backlog) { Charged = cost };
        return DispatchAnswer.Taken;
    }

    public override (ulong Compressed, ulong Uncompressed) CollectedSizes => _sizes;

    /// <summary>
    /// Input stays away: unless some comes first, what was collected of a Block is given back, once nothing before it
    /// is under way.
    /// </summary>
    public void InputIsLate() => _isInputLate = true;

    /// <summary>Whether the reader must go on although no more input comes.</summary>
    public bool NeedsReader => _collecting is not null || _givenBack is not null;

    public override ReadOnlySpan<byte> Held => _givenBack is null ? default : _givenBack.Input.First;

    public override void RemoveHeld(int count)
    {
        _givenBack!.Input.Remove(count);
        _backlog.Read(-count);
        if (_givenBack.Input.Length == 0)
        {
            _givenBack = null;
        }
    }

    public override CollectAnswer Collect(ref ReadOnlySpan<byte> input)
    {
        DecodeJob job = _collecting!;
        _isInputLate &= input.IsEmpty;
        while (true)
        {
            if (Charge(job) is { } refused)
            {
                return refused;
            }

            if (job.Extent.IsWhole || job.Extent.IsBroken)
            {
                _sizes = job.Sizes;
                Submit();
                return job.Extent.IsBroken ? CollectAnswer.Broken : CollectAnswer.Whole;
            }

            if (input.IsEmpty)
            {
                if (_inputEnded)
                {
                    Submit();
                }
                else if (_isInputLate && IsNothingBefore)
                {
                    return GiveBack(job);
                }

                return CollectAnswer.More;
            }

            job.Collect(ref input, Piece);
        }
    }

    /// <summary>Sets memory aside for what a Block without sizes turned out to take; null if it may go on.</summary>
    private CollectAnswer? Charge(DecodeJob job)
    {
        long more = job.Cost - job.Charged;
        long rest = memoryBudget - _memory;
        bool isTooLarge = !job.Extent.HasSizes && job.Cost - job.ChainCost > LargestUnsized;
        if (!isTooLarge && more <= rest)
        {
            SetAside(more);
            job.Charged += more;
            return null;
        }

        if (!IsNothingBefore)
        {
            return CollectAnswer.Later;
        }

        _refusesUnsized = true;
        return GiveBack(job);
    }

    private CollectAnswer GiveBack(DecodeJob job)
    {
        _memory -= job.Charged;
        _givenBack = job.Input.Length > 0 ? job : null;
        _collecting = null;
        return CollectAnswer.GivenBack;
    }

    /// <summary>Counts memory that will be taken, and gives back what is kept beyond the rest.</summary>
    private void SetAside(long memory)
    {
        // What a Block that is under way has put back already is counted twice: too much is given back, never too
        // little.
        _memory += memory;
        long mayBeKept = memoryBudget - _memory;
        _pool.Trim(Math.Max(0, mayBeKept - _workplaces.Kept));
        _workplaces.Trim(Math.Max(0, mayBeKept - _pool.Kept));
    }

    /// <summary>No more input comes: a Block that is not whole is decoded as far as it goes.</summary>
    public void Finish()
    {
        _inputEnded = true;
        if (_collecting is { } job && job.Cost <= job.Charged)
        {
            Submit();
        }
    }

    /// <summary>
    /// Hands out what is decoded, in order, until the output is full or no more is decoded yet; then null. Behind
    /// the bytes of a Block that is damaged, why.
    /// </summary>
    public Failure? HandOut(ref Span<byte> output)
    {
        int room = output.Length;
        while (_pipeline.Oldest is { } job)
        {
            // First this, then the bytes: those of a job that is done do not become more.
            bool isDone = job.IsDone;
            if (isDone && job.HasFailed)
            {
                if (output.Length < room)
                {
                    return null;
                }

                job.ThrowIfFailed();
            }

            if (!job.MoveTo(ref output) || !isDone)
            {
                return null;
            }

            if (job.Failure is not null)
            {
                _pipeline.Cancel();
                return job.Failure;
            }

            _memory -= job.Charged;
            job.Release();
            _pipeline.RemoveOldest();
        }

        return null;
    }

    /// <summary>Completes once more can be handed out or taken.</summary>
    public Task WhenReady() => _pipeline.WhenNews();

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
        _givenBack?.Release();
        _givenBack = null;
        _isFirst = true;
        _refusesUnsized = false;
        _inputEnded = false;
        _isInputLate = false;
        _memory = 0;
        _backlog.Reset();
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
