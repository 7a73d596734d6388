using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>
/// The second half of finding matches with hash chains. Written once: with pointers it is the fast kernel, with checked
/// memory its twin.
/// </summary>
/// <remarks>Links lead from a position to the one before it with the same main hash, in the order of age.</remarks>
internal static class ChainLoop
{
    /// <summary>Links the positions of a batch to their heads.</summary>
    /// <param name="s">The state; it is not moved on.</param>
    /// <param name="links">The links, one for each position that is remembered.</param>
    /// <param name="step">Bytes from one position to the next.</param>
    /// <param name="batch">The heads.</param>
    // SAFETY: with RawMemory the caller guarantees CyclicSize entries; Cyclic is below CyclicSize.
    public static void Link<TTable>(in MatchFinderState s, TTable links, int step, ReadOnlySpan<MatchHeads> batch)
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        for (int i = 0; i < batch.Length; i++)
        {
            links[(nint)s.Slot((uint)(i * step))] = batch[i].Main;
        }
    }

    /// <summary>Finds the matches of a position that is linked already.</summary>
    /// <param name="s">The state.</param>
    /// <param name="window">The window.</param>
    /// <param name="links">The links.</param>
    /// <param name="behind">How far behind the state's the position is: 1 to a batch.</param>
    /// <param name="limit">Longest match to look for: at most the nice length and the bytes that follow; at least
    /// four.</param>
    /// <param name="heads">The position's heads.</param>
    /// <param name="matches">Where matches go, each longer than the one before; room for a match of every
    /// length.</param>
    /// <returns>How many matches were found.</returns>
    // SAFETY: as TreeWalksLoop.Find, with CyclicSize links.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<TBytes, TTable>(
        in MatchFinderState s,
        TBytes window,
        TTable links,
        int behind,
        nint limit,
        in MatchHeads heads,
        Span<Match> matches)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint index = s.Index - behind;
        uint position = (uint)index + s.Base;
        uint slot = (uint)s.Slot(s.Cyclic, (uint)behind);
        int count = SmallTables.Find(s, window, limit, heads, index, matches, out nint found);

        // A variable that is never handed out stays in a register.
        nint best = found;
        if (best == limit)
        {
            return count;
        }

        uint reach = s.Reach;
        uint current = heads.Main;
        for (int depth = s.Depth; depth > 0; depth--)
        {
            uint delta = position - current;
            if (delta >= reach)
            {
                break;
            }

            nint source = index - (nint)delta;
            current = links[s.Slot(slot, delta)];
            if (window[source + best] != window[index + best])
            {
                continue;
            }

            nint length = window.MatchLength(source, index, 0, limit);
            if (length > best)
            {
                best = length;
                matches[count++] = new Match((int)length, delta - 1);
                if (length == limit)
                {
                    break;
                }
            }
        }

        return count;
    }
}
