using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;

namespace Xzact.Threading;

/// <summary>Decodes one Block, or the part of one that came before the data ended.</summary>
/// <param name="workplaces">Workplaces that are not in use; one is taken while the job runs, or made.</param>
/// <param name="pool">Where memory for the bytes comes from.</param>
/// <param name="block">The Block.</param>
/// <param name="backlog">Is told of what comes in, is decoded and goes out.</param>
internal sealed class DecodeJob(
    IdleWorkplaces workplaces, SegmentPool pool, DispatchedBlock block, Backlog backlog) : BlockJob
{
    /// <summary>So many bytes are decoded before the owner is told of them; telling costs something.</summary>
    private const int Part = 1 << 20;

    private readonly Lock _lock = new();

    /// <summary>What was decoded and is not yet <see cref="_output"/>.</summary>
    private readonly SegmentedBuffer _part = new(pool);

    /// <summary>What was decoded and not yet taken.</summary>
    private readonly SegmentedBuffer _output = new(pool);
    private BlockExtent _extent = new(block);

    /// <summary>How far the Block reaches, and how much of it is here.</summary>
    public BlockExtent Extent => _extent;

    /// <summary>The compressed bytes; empty once they are decoded.</summary>
    public SegmentedBuffer Input { get; } = new(pool);

    /// <summary>Memory that the job takes at most while it runs; without sizes, as far as is known.</summary>
    public long Cost => block.HasSizes ? CostOf(block) : CostOf(block, (ulong)Input.Length, _extent.UncompressedSize);

    /// <summary>What of that the filters take.</summary>
    public long ChainCost => FilterChain.MemoryUsage(block.Header.Filters);

    /// <summary>What was set aside of that.</summary>
    public long Charged { get; set; }

    /// <summary>The sizes of the data.</summary>
    public (ulong Compressed, ulong Uncompressed) Sizes => (
        _extent.DataSize, block.HasSizes ? block.Header.UncompressedSize!.Value : _extent.UncompressedSize);

    /// <summary>Where and why decoding failed, behind the bytes that were decoded; null if it did not.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>Memory in bytes for a Block: its dictionary, and the buffers of its compressed bytes and its
    /// data.</summary>
    public static long CostOf(DispatchedBlock block) => block.HasSizes
        ? CostOf(block, CompressedSize(block), block.Header.UncompressedSize!.Value)
        : CostOf(block, 0, 0);

    private static long CostOf(DispatchedBlock block, ulong compressed, ulong uncompressed)
    {
        // Headers may say anything; what is beyond a long is beyond every budget.
        decimal bytes = (decimal)FilterChain.MemoryUsage(block.Header.Filters)
            + SegmentPool.SizeFor(compressed) + SegmentPool.SizeFor(uncompressed);
        return bytes > long.MaxValue ? long.MaxValue : (long)bytes;
    }

    /// <summary>Takes those of the compressed bytes that belong to the Block.</summary>
    /// <param name="input">The bytes; cut to what is left.</param>
    /// <param name="most">How many at once.</param>
    public void Collect(ref ReadOnlySpan<byte> input, int most)
    {
        int count = _extent.Take(input[..Math.Min(input.Length, most)]);
        Input.Append(input[..count]);
        backlog.Read(count);
        input = input[count..];
    }

    /// <summary>
    /// Moves what was decoded, as much as fits; true if there is no more of it now. May be called while the job runs.
    /// </summary>
    public bool MoveTo(ref Span<byte> target)
    {
        int room = target.Length;
        bool isAll;
        lock (_lock)
        {
            isAll = _output.MoveTo(ref target);
        }

        backlog.HandedOut(room - target.Length);
        return isAll;
    }

    public override void Release()
    {
        Input.Clear();
        _part.Clear();
        _output.Clear();
    }

    protected override void Run(CancellationToken cancellationToken)
    {
        BlockWorkplace workplace = workplaces.Take();
        try
        {
            Decode(workplace.Start(block), cancellationToken);
        }
        finally
        {
            workplaces.Return(workplace);
        }
    }

    private static ulong CompressedSize(DispatchedBlock block)
    {
        ulong data = block.Header.CompressedSize!.Value;
        ulong padding = (0 - data) & (StreamFormat.Alignment - 1);
        return data + padding + (ulong)block.Check.Size();
    }

    private void Decode(Coder decoder, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> input = Input.First;
            Span<byte> room = _part.Room;
            int given = input.Length;
            int before = room.Length;
            CoderStatus status = decoder.Code(ref input, ref room);
            Input.Remove(given - input.Length);
            _part.Added(before - room.Length);
            backlog.Coded(given - input.Length, before - room.Length);
            if (status == CoderStatus.Failed)
            {
                Failure inner = decoder.Failure!;
                Failure = inner with { Offset = block.DataOffset + inner.Offset };
            }

            bool isEnd = status != CoderStatus.More || (Input.Length == 0 && !room.IsEmpty);
            if (isEnd || (_part.Length >= Part && room.IsEmpty))
            {
                HandOver();
            }

            if (isEnd)
            {
                return;
            }
        }
    }

    private void HandOver()
    {
        lock (_lock)
        {
            _output.Append(_part);
        }

        Progressed?.Invoke(this);
    }
}
