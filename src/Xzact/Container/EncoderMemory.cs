using Xzact.Lzma2;

namespace Xzact.Container;

/// <summary>How much working memory encoders of a Stream take, and how much of it a limit leaves them.</summary>
internal static class EncoderMemory
{
    /// <summary>Compressed Blocks that may wait for each thread.</summary>
    private const int WaitingPerThread = 2;

    /// <summary>Bytes of the largest chain of a plan.</summary>
    public static long OfChain(BlockPlan plan) => plan.Chains.Max(FilterChainEncoder.MemoryUsage);

    /// <summary>Bytes on the caller's thread: a chain, and where sizes come first, a compressed Block.</summary>
    public static long Sequential(BlockPlan plan) =>
        Saturated(OfChain(plan) + (plan.StoresSizes ? (decimal)Compressed(plan) : 0));

    /// <summary>Bytes with threads: for each a chain and its Blocks; and one Block that is being collected.</summary>
    public static long Parallel(BlockPlan plan, int threads)
    {
        decimal block = Segments(plan.LargestBlock);
        decimal each = OfChain(plan) + block + (WaitingPerThread * (decimal)Compressed(plan));
        return Saturated(block + (each * threads));
    }

    /// <summary>
    /// The most threads that fit in a limit: none if only the caller's thread does, and -1 if nothing does.
    /// </summary>
    /// <param name="plan">What is encoded.</param>
    /// <param name="wanted">Most threads; 0 for the caller's.</param>
    /// <param name="limit">Bytes; 0 for any.</param>
    public static int Threads(BlockPlan plan, int wanted, long limit)
    {
        if (limit == 0)
        {
            return wanted;
        }

        int threads = wanted;
        while (threads > 0 && Parallel(plan, threads) > limit)
        {
            threads--;
        }

        return threads == 0 && Sequential(plan) > limit ? -1 : threads;
    }

    private static long Compressed(BlockPlan plan) => Segments(Lzma2Encoder.MaxCompressedSize(plan.LargestBlock));

    /// <summary>Buffers grow by whole segments.</summary>
    private static long Segments(long size) => size > long.MaxValue - (2 * SegmentPool.SegmentSize)
        ? long.MaxValue
        : ((size / SegmentPool.SegmentSize) + 2) * SegmentPool.SegmentSize;

    private static long Saturated(decimal bytes) => bytes > long.MaxValue ? long.MaxValue : (long)bytes;
}
