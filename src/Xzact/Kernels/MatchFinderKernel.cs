using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>Runs the loops of a match finder with pointers or, with the safe kernels, with checks.</summary>
// SAFETY: for every method: the blocks are native memory that lives as long as its owners, which the caller holds; the
// sizes are those that the loops ask for.
internal static unsafe class MatchFinderKernel
{
    /// <summary>Takes the heads of a batch whose trees are walked later; the state is moved on.</summary>
    /// <inheritdoc cref="MatchHeadsLoop.Take"/>
    public static void TakeHeads(
        ref MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> heads,
        WorkMemory<uint> links,
        int step,
        Span<MatchHeads> batch)
    {
        if (KernelSwitch.UseSafeKernels)
        {
            var pairs = new CheckedMemory<uint>(links.Span);
            MatchHeadsLoop.Take(
                state, new CheckedBytes(window.Span), new CheckedMemory<uint>(heads.Span), pairs, 1, step, batch);
        }
        else
        {
            var pairs = new RawMemory<uint>(links.Pointer);
            MatchHeadsLoop.Take(
                state, new RawBytes(window.Pointer), new RawMemory<uint>(heads.Pointer), pairs, 1, step, batch);
        }

        state.Advance(batch.Length * step);
    }

    /// <summary>Puts positions of a batch into trees and finds their matches.</summary>
    /// <remarks>The state is the one before the batch.</remarks>
    /// <inheritdoc cref="TreeWalksLoop.Find"/>
    public static void WalkTrees(
        in MatchFinderState state,
        WorkMemory<byte> window,
        WorkMemory<uint> links,
        int limit,
        int step,
        ReadOnlySpan<byte> order,
        Span<MatchHeads> batch,
        Span<Match> matches)
    {
        if (KernelSwitch.UseSafeKernels)
        {
            TreeWalksLoop.Find(
                state,
                new CheckedBytes(window.Span),
                new CheckedMemory<uint>(links.Span),
                limit,
                step,
                order,
                batch,
                matches);
        }
        else
        {
            TreeWalksLoop.Find(
                state,
                new RawBytes(window.Pointer),
                new RawMemory<uint>(links.Pointer),
                limit,
                step,
                order,
                batch,
                matches);
        }
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

    /// <summary>How many bytes at <paramref name="index"/> repeat those at <paramref name="source"/>.</summary>
    /// <param name="window">The window, with <see cref="EncoderWindowLayout.Slack"/> bytes behind its data.</param>
    /// <param name="source">Where the earlier bytes are.</param>
    /// <param name="index">Where the bytes are.</param>
    /// <param name="limit">Most bytes to compare.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not lie in the window.</exception>
    // SAFETY: all that is compared, and the slack behind it, was checked to lie in the block.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RepeatLength(WorkMemory<byte> window, long source, long index, int limit)
    {
        if ((ulong)source > (ulong)index || limit < 0 || index > window.Length - EncoderWindowLayout.Slack - limit)
        {
            ThrowOutsideWindow(nameof(index));
        }

        return (int)(KernelSwitch.UseSafeKernels
            ? new CheckedBytes(window.Span).MatchLength((nint)source, (nint)index, 0, limit)
            : new RawBytes(window.Pointer).MatchLength((nint)source, (nint)index, 0, limit));
    }

    [DoesNotReturn]
    private static void ThrowOutsideWindow(string name) =>
        throw new ArgumentOutOfRangeException(name, "Not in the window.");
}
