using System.Collections.Concurrent;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Matching;

namespace Xzact.Threading;

/// <summary>Encodes one Block.</summary>
/// <param name="encoders">Encoders that are not in use; one is taken while the job runs, or made.</param>
/// <param name="makeEncoder">Makes one.</param>
/// <param name="spare">Threads; the job occupies one while it runs.</param>
/// <param name="pool">Where memory for the bytes comes from.</param>
/// <param name="backlog">Is told of what was encoded.</param>
/// <param name="chain">What the Block is encoded with.</param>
/// <param name="largestBlock">Bytes of the largest Block of the Stream.</param>
internal sealed class EncodeJob(
    ConcurrentStack<BlockEncoder> encoders,
    Func<BlockEncoder> makeEncoder,
    SpareThreads spare,
    SegmentPool pool,
    Backlog backlog,
    EncoderChain chain,
    long largestBlock) : BlockJob
{
    /// <summary>The data; empty once it is encoded.</summary>
    public SegmentedBuffer Input { get; } = new(pool);

    /// <summary>The Block without its header.</summary>
    public SegmentedBuffer Output { get; } = new(pool);

    /// <summary>The Block Header.</summary>
    public ReadOnlyMemory<byte> Header { get; private set; }

    /// <summary>What the Index records.</summary>
    public (ulong UnpaddedSize, ulong UncompressedSize) Record { get; private set; }

    public override void Release()
    {
        Input.Clear();
        Output.Clear();
    }

    protected override void Run(CancellationToken cancellationToken)
    {
        spare.Occupy();
        try
        {
            Run(TakeEncoder(), cancellationToken);
        }
        finally
        {
            spare.Release();
        }
    }

    private BlockEncoder TakeEncoder() =>
        encoders.TryPop(out BlockEncoder? encoder) ? encoder : makeEncoder();

    private void Run(BlockEncoder encoder, CancellationToken cancellationToken)
    {
        try
        {
            Encode(encoder, cancellationToken);
        }
        finally
        {
            encoders.Push(encoder);
        }
    }

    private void Encode(BlockEncoder encoder, CancellationToken cancellationToken)
    {
        encoder.Start(chain);
        CoderStatus status;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> input = Input.First;
            Span<byte> room = Output.Room;
            int given = input.Length;
            int before = room.Length;
            bool isLast = given == Input.Length;
            status = encoder.Encode(ref input, ref room, isLast ? EncoderAction.Finish : EncoderAction.Run);
            Input.Remove(given - input.Length);
            Output.Added(before - room.Length);
            backlog.Coded(given - input.Length, before - room.Length);
        }
        while (status != CoderStatus.End);

        byte[] field = new byte[BlockFormat.MaxHeaderSize];
        int tail = encoder.WriteTail(field);
        Output.Append(field.AsSpan(0, tail));
        Header = field.AsMemory(0, encoder.WriteHeader(field, largestBlock));
        backlog.Coded(0, tail + Header.Length);
        Record = (encoder.UnpaddedSize, encoder.UncompressedSize);
    }
}
