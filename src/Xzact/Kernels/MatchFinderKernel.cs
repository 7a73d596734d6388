namespace Xzact.Kernels;

/// <summary>Runs <see cref="MatchFinderLoop"/> with pointers or, with the safe kernels, with checks.</summary>
internal static unsafe class MatchFinderKernel
{
    /// <inheritdoc cref="MatchFinderLoop.Find"/>
    // SAFETY: the blocks are native memory that lives as long as its owners, which the caller holds; the sizes are
    // those that MatchFinderLoop.Find asks for.
    public static int Find(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        WorkMemory<uint> links,
        bool tree,
        int limit,
        Span<Match> matches) => KernelSwitch.UseSafeKernels
        ? MatchFinderLoop.Find(
            ref state,
            new CheckedBytes(window.Span),
            new CheckedMemory<uint>(heads.Span),
            new CheckedMemory<uint>(links.Span),
            tree,
            limit,
            matches)
        : MatchFinderLoop.Find(
            ref state,
            new RawBytes(window.Pointer),
            new RawMemory<uint>(heads.Pointer),
            new RawMemory<uint>(links.Pointer),
            tree,
            limit,
            matches);

    /// <inheritdoc cref="MatchFinderLoop.Skip"/>
    // SAFETY: as Find.
    public static void Skip(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        WorkMemory<uint> links,
        bool tree,
        int limit)
    {
        if (KernelSwitch.UseSafeKernels)
        {
            MatchFinderLoop.Skip(
                ref state,
                new CheckedBytes(window.Span),
                new CheckedMemory<uint>(heads.Span),
                new CheckedMemory<uint>(links.Span),
                tree,
                limit);
        }
        else
        {
            MatchFinderLoop.Skip(
                ref state,
                new RawBytes(window.Pointer),
                new RawMemory<uint>(heads.Pointer),
                new RawMemory<uint>(links.Pointer),
                tree,
                limit);
        }
    }
}
