using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Threading;
using Xzact.Tools.Filters;
using Xzact.Tools.Options;

namespace Xzact.Tools.Coding;

/// <summary>How files are compressed, once settings were weighed against each other and the memory limits.</summary>
internal sealed record CompressionPlan
{
    /// <summary>What is written: .xz, .lzma or raw data.</summary>
    public required FileFormat Format { get; init; }

    /// <summary>The chains by their numbers; null for those that are not used.</summary>
    public required IReadOnlyList<ChosenFilter>?[] Chains { get; init; }

    public required CheckId Check { get; init; }

    public required ThreadSetting Threads { get; init; }

    /// <summary>Most bytes of data in a Block; zero for any.</summary>
    public required ulong BlockSize { get; init; }

    public required BlockList? BlockList { get; init; }

    /// <summary>The encoder of a file.</summary>
    /// <returns>Null if an option of a filter is one that no encoder takes.</returns>
    public FormatEncoder? CreateEncoder()
    {
        IReadOnlyList<ChosenFilter> first = Chains[BlockList?.Items[0].Chain ?? 0]!;
        if (Chains.Any(chain => chain is not null && ChainRules.IsMisaligned(chain)))
        {
            return null;
        }

        var allocator = new WorkAllocator();
        switch (Format)
        {
            case FileFormat.Lzma:
                return new LzmaAloneEncoder(allocator, ChainRules.Lzma(first));
            case FileFormat.Lzip:
                return new LzipFileEncoder(
                    allocator, ChainRules.Lzma(first), new LzipCompressionOptions().MaxMemberSize);
            case FileFormat.Raw:
                return new RawEncoder(
                    allocator, ChainRules.Simple(first), ChainRules.Lzma(first), default,
                    isLzma2: first[^1].Kind == FilterKind.Lzma2);
        }

        var plan = new BlockPlan(PlanBlocks(), (long)BlockSize, Threads.IsThreaded);
        return new StreamEncoder(
            Threads.IsThreaded
                ? new ParallelBlocksEncoder(allocator, plan, Check, Threads.Count)
                : new SequentialBlocksEncoder(allocator, plan, Check),
            Check);
    }

    private PlannedBlock[] PlanBlocks()
    {
        EncoderChain?[] chains = Array.ConvertAll(
            Chains, chain => chain is null ? null : ChainRules.ToEncoderChain(chain));
        return BlockList is null
            ? [new PlannedBlock(0, chains[0]!)]
            : [.. BlockList.Items.Select(item => new PlannedBlock(
                item.Size > long.MaxValue ? 0 : (long)item.Size, chains[item.Chain]!))];
    }
}
