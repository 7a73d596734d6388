namespace Xzact.Kernels;

/// <summary>Runs the loops of a match finder with pointers or, with the safe kernels, with checks.</summary>
// SAFETY: for every method: the blocks are native memory that lives as long as its owners, which the caller holds; the
// sizes are those that the loops ask for.
internal static unsafe class MatchFinderKernel
{
    /// <summary>Puts a batch into trees and finds its matches.</summary>
    /// <inheritdoc cref="TreeWalksLoop.Find"/>
    public static void WalkTrees(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        WorkMemory<uint> links,
        int limit,
        int step,
        Span<MatchHeads> batch,
        Span<Match> matches)
    {
        if (KernelSwitch.UseSafeKernels)
        {
            var bytes = new CheckedBytes(window.Span);
            var pairs = new CheckedMemory<uint>(links.Span);
            MatchHeadsLoop.Take(state, bytes, new CheckedMemory<uint>(heads.Span), pairs, 1, step, batch);
            TreeWalksLoop.Find(state, bytes, pairs, limit, step, batch, matches);
        }
        else
        {
            var bytes = new RawBytes(window.Pointer);
            var pairs = new RawMemory<uint>(links.Pointer);
            MatchHeadsLoop.Take(state, bytes, new RawMemory<uint>(heads.Pointer), pairs, 1, step, batch);
            TreeWalksLoop.Find(state, bytes, pairs, limit, step, batch, matches);
        }

        state.Advance(batch.Length * step);
    }

    /// <summary>Puts a batch into chains.</summary>
    /// <inheritdoc cref="ChainLoop.Link"/>
    public static void LinkChains(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        WorkMemory<uint> links,
        int step,
        Span<MatchHeads> batch)
    {
        if (KernelSwitch.UseSafeKernels)
        {
            var table = new CheckedMemory<uint>(links.Span);
            MatchHeadsLoop.Take(
                state, new CheckedBytes(window.Span), new CheckedMemory<uint>(heads.Span), table, 0, step, batch);
            ChainLoop.Link(state, table, step, batch);
        }
        else
        {
            var table = new RawMemory<uint>(links.Pointer);
            MatchHeadsLoop.Take(
                state, new RawBytes(window.Pointer), new RawMemory<uint>(heads.Pointer), table, 0, step, batch);
            ChainLoop.Link(state, table, step, batch);
        }

        state.Advance(batch.Length * step);
    }

    /// <inheritdoc cref="ChainLoop.Find"/>
    public static int WalkChain(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> links,
        int behind,
        int limit,
        in MatchHeads heads,
        Span<Match> matches) => KernelSwitch.UseSafeKernels
        ? ChainLoop.Find(
            state,
            new CheckedBytes(window.Span),
            new CheckedMemory<uint>(links.Span),
            behind,
            limit,
            heads,
            matches)
        : ChainLoop.Find(
            state, new RawBytes(window.Pointer), new RawMemory<uint>(links.Pointer), behind, limit, heads, matches);

    /// <inheritdoc cref="MatchHeadsLoop.HasRepetition"/>
    public static bool HasRepetition(
        in MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        long index,
        int count,
        int row,
        int looks) => KernelSwitch.UseSafeKernels
        ? MatchHeadsLoop.HasRepetition(
            state,
            new CheckedBytes(window.Span),
            new CheckedMemory<uint>(heads.Span),
            (nint)index,
            count,
            row,
            looks)
        : MatchHeadsLoop.HasRepetition(
            state,
            new RawBytes(window.Pointer),
            new RawMemory<uint>(heads.Pointer),
            (nint)index,
            count,
            row,
            looks);
}
