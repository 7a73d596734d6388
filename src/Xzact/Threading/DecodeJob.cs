using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;

namespace Xzact.Threading;

/// <summary>Decodes one Block, or the part of one that came before the data ended.</summary>
/// <param name="workplaces">Workplaces that are not in use; one is taken while the job runs, or made.</param>
/// <param name="pool">Where memory for the bytes comes from.</param>
/// <param name="block">The Block.</param>
internal sealed class DecodeJob(IdleWorkplaces workplaces, SegmentPool pool, DispatchedBlock block) : BlockJob
{
    /// <summary>Compressed bytes that are still to come: the data, its padding and its check.</summary>
    public ulong Missing { get; private set; } = CompressedSize(block);

    /// <summary>The compressed bytes; empty once they are decoded.</summary>
    public SegmentedBuffer Input { get; } = new(pool);

    /// <summary>What was decoded.</summary>
    public SegmentedBuffer Output { get; } = new(pool);

    /// <summary>Memory that the job takes at most while it runs.</summary>
    public long Cost { get; } = CostOf(block);

    /// <summary>Where and why decoding failed, behind the bytes of <see cref="Output"/>; null if it did not.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>Memory in bytes for a Block: its dictionary, and the buffers of its compressed bytes and its
    /// data.</summary>
    public static long CostOf(DispatchedBlock block)
    {
        decimal bytes = (decimal)FilterChain.MemoryUsage(block.Header.Filters)
            + SegmentPool.SizeFor(CompressedSize(block))
            + SegmentPool.SizeFor(block.Header.UncompressedSize!.Value);
        return bytes > long.MaxValue ? long.MaxValue : (long)bytes;
    }

    /// <summary>Takes compressed bytes; true once all are there.</summary>
    public bool Collect(ref ReadOnlySpan<byte> input)
    {
        int count = (int)Math.Min((ulong)input.Length, Missing);
        Input.Append(input[..count]);
        input = input[count..];
        Missing -= (ulong)count;
        return Missing == 0;
    }

    public override void Release()
    {
        Input.Clear();
        Output.Clear();
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
            Span<byte> room = Output.Room;
            int given = input.Length;
            int before = room.Length;
            CoderStatus status = decoder.Code(ref input, ref room);
            Input.Remove(given - input.Length);
            Output.Added(before - room.Length);
            if (status == CoderStatus.Failed)
            {
                Failure inner = decoder.Failure!;
                Failure = inner with { Offset = block.DataOffset + inner.Offset };
            }

            if (status != CoderStatus.More || (Input.Length == 0 && !room.IsEmpty))
            {
                return;
            }
        }
    }
}
