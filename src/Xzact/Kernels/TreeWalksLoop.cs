using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Xzact.Kernels;

/// <summary>
/// The second half of finding matches with binary trees: puts the positions of a batch into their trees, and takes note
/// of the matches on the way. Written once: with pointers it is the fast kernel, with checked memory its twin.
/// </summary>
/// <remarks>
/// There is a tree for each value of the main hash, ordered by the bytes that follow, newest position at the root. A
/// new position is put at the root: on the way down the old tree is split into what orders before it and what orders
/// behind it, and every node that is passed is a match of some length. A walk waits for memory at every node, so
/// several walks go on in turn, each asking for its next node before it is left. Their trees must be different ones: a
/// position whose tree is being walked waits. So the result is that of walking one position after the other.
/// </remarks>
internal static class TreeWalksLoop
{
    /// <summary>Walks that go on at the same time.</summary>
    private const int Walks = 8;

    /// <summary>Puts the positions from the state's on into their trees; the state is not moved on.</summary>
    /// <param name="s">The state.</param>
    /// <param name="window">The window.</param>
    /// <param name="links">The links, two for each position that is remembered.</param>
    /// <param name="limit">Longest match to look for: at most the nice length, and at most the bytes that follow the
    /// last position; at least four.</param>
    /// <param name="batch">The heads of the positions; the numbers of matches are put there.</param>
    /// <param name="step">Bytes from one position to the next.</param>
    /// <param name="order">Which positions of the batch, in rising order, all those of some trees.</param>
    /// <param name="matches">Where matches go, each longer than the one before: an equal part for each position, with
    /// room for a match of every length to the limit. Empty if no matches are wanted.</param>
    // SAFETY: with RawBytes and RawMemory the caller guarantees:
    // - window: limit plus EncoderWindowLayout.Slack bytes behind each position are readable; a source lies less than
    // Reach before its position, and the window keeps that much, because no position older than the window's data is in
    // the tables with a distance below Reach;
    // - links: twice CyclicSize entries; Cyclic is below CyclicSize, which is at least Reach plus all batches that are
    // walked at the same time, so that no position of them takes the place of one that another can still reach.
    // Threads may walk at the same time if their orders have no tree in common: a tree's links are in no other one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find<TBytes, TTable>(
        in MatchFinderState s,
        TBytes window,
        TTable links,
        nint limit,
        int step,
        ReadOnlySpan<byte> order,
        Span<MatchHeads> batch,
        Span<Match> matches)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        Span<TreeWalk> walks = stackalloc TreeWalk[Walks];
        int stride = matches.Length / batch.Length;
        int active = 0;
        int next = 0;
        while (true)
        {
            while (active < Walks && next < order.Length && !IsWalked(walks[..active], batch[order[next]].Main))
            {
                if (Start(s, window, links, limit, step, batch, matches, stride, order[next], ref walks[active]))
                {
                    active++;
                }

                next++;
            }

            if (active == 0)
            {
                return;
            }

            for (int i = 0; i < active;)
            {
                if (Step(s, window, links, limit, batch, matches, ref walks[i]))
                {
                    i++;
                }
                else
                {
                    active--;
                    walks[i] = walks[active];
                }
            }
        }
    }

    /// <summary>Whether the newest node of a tree is a position whose walk is going on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWalked(ReadOnlySpan<TreeWalk> walks, uint main)
    {
        foreach (ref readonly TreeWalk walk in walks)
        {
            if (walk.Position == main)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks at the small tables and begins a walk; false if it is already at its end.</summary>
    private static bool Start<TBytes, TTable>(
        in MatchFinderState s,
        TBytes window,
        TTable links,
        nint limit,
        int step,
        Span<MatchHeads> batch,
        Span<Match> matches,
        int stride,
        int number,
        ref TreeWalk walk)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        ref MatchHeads heads = ref batch[number];
        int ahead = number * step;
        nint index = s.Index + ahead;
        uint slot = s.Slot((uint)ahead);
        walk.Number = number;
        walk.Index = index;
        walk.Slot = slot;
        walk.Position = (uint)index + s.Base;
        walk.Smaller = (nint)slot << 1;
        walk.Larger = walk.Smaller + 1;
        walk.SmallerLength = 0;
        walk.LargerLength = 0;
        walk.Known = 0;
        walk.Depth = s.Depth;
        walk.FirstMatch = number * stride;
        walk.Best = limit;
        heads.Count = 0;
        if (stride > 0)
        {
            heads.Count = SmallTables.Find(
                s, window, limit, heads, index, matches.Slice(walk.FirstMatch, stride), out walk.Best);
        }

        return Descend(s, window, links, ref walk, heads.Main);
    }

    /// <summary>Compares with the node of a walk and goes on to the next one; false if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Step<TBytes, TTable>(
        in MatchFinderState s,
        TBytes window,
        TTable links,
        nint limit,
        Span<MatchHeads> batch,
        Span<Match> matches,
        ref TreeWalk walk)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint smallerLength = walk.SmallerLength;
        nint largerLength = walk.LargerLength;
        nint pair = walk.Pair;
        nint length = window.Compare(walk.Source, walk.Index, walk.Known, limit, out nint less);
        if (length > walk.Best)
        {
            walk.Best = length;
            int count = batch[walk.Number].Count++;
            matches[walk.FirstMatch + count] = new Match((int)length, walk.Position - walk.Current - 1);
        }

        if (length == limit)
        {
            links[walk.Smaller] = links[pair];
            links[walk.Larger] = links[pair + 1];
            return false;
        }

        // Which way it goes is a coin's throw: selected without a branch, because no predictor foresees it.
        nint smaller = walk.Smaller;
        nint larger = walk.Larger;
        nint place = pair - less;
        links[larger ^ ((larger ^ smaller) & less)] = walk.Current;
        walk.Smaller = smaller ^ ((smaller ^ place) & less);
        walk.Larger = place ^ ((larger ^ place) & less);
        smallerLength ^= (smallerLength ^ length) & less;
        largerLength = length ^ ((largerLength ^ length) & less);
        walk.SmallerLength = smallerLength;
        walk.LargerLength = largerLength;
        walk.Known = largerLength + ((smallerLength - largerLength) & ((smallerLength - largerLength) >> 63));
        return Descend(s, window, links, ref walk, links[place]);
    }

    /// <summary>Goes to a node and asks for its memory; ends the walk and is false if it may not go there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Descend<TBytes, TTable>(
        in MatchFinderState s, TBytes window, TTable links, ref TreeWalk walk, uint node)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        uint delta = walk.Position - node;
        if (walk.Depth == 0 || delta >= s.Reach)
        {
            links[walk.Smaller] = 0;
            links[walk.Larger] = 0;
            return false;
        }

        walk.Depth--;
        walk.Current = node;
        walk.Source = walk.Index - (nint)delta;
        walk.Pair = s.Slot(walk.Slot, delta) << 1;
        links.Prefetch(walk.Pair);
        window.Prefetch(walk.Source + walk.Known);
        return true;
    }

    /// <summary>A walk down a tree.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct TreeWalk
    {
        /// <summary>Index in the window of the position that is put into the tree.</summary>
        public nint Index;

        /// <summary>Index in the window of the node.</summary>
        public nint Source;

        /// <summary>The node's first link.</summary>
        public nint Pair;

        /// <summary>The link that the next node that orders before the position goes to.</summary>
        public nint Smaller;

        /// <summary>The link that the next node that orders behind the position goes to.</summary>
        public nint Larger;

        /// <summary>Bytes that the last node that orders before the position has in common with it.</summary>
        public nint SmallerLength;

        /// <summary>Bytes that the last node that orders behind the position has in common with it.</summary>
        public nint LargerLength;

        /// <summary>Bytes that every node from here on has in common with the position.</summary>
        public nint Known;

        /// <summary>The longest match yet.</summary>
        public nint Best;

        /// <summary>The absolute position of the node.</summary>
        public uint Current;

        /// <summary>The absolute position that is put into the tree.</summary>
        public uint Position;

        /// <summary>Where its links are.</summary>
        public uint Slot;

        /// <summary>Nodes that may still be looked at.</summary>
        public int Depth;

        /// <summary>The position's number in the batch.</summary>
        public int Number;

        /// <summary>Where the position's matches start.</summary>
        public int FirstMatch;
    }
}
