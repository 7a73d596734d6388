using System.Runtime.CompilerServices;

namespace Xzact.Kernels;

/// <summary>
/// Finds matches with hash chains or binary trees, one position at a time. Written once: with pointers it is the fast
/// kernel, with checked memory its twin.
/// </summary>
/// <remarks>
/// Two small tables give the newest position with the same two and three bytes. The main table gives the newest one
/// with the same two, three or four bytes, and from there links lead to older ones: in the order of age for a chain, as
/// a search tree ordered by the bytes that follow, newest at the root, for a tree.
/// </remarks>
internal static class MatchFinderLoop
{
    /// <summary>Bits of the two-byte and three-byte tables.</summary>
    public const int Hash2Bits = 10;
    public const int Hash3Bits = 16;

    // Odd constants with well spread bits: 2^32 divided by the golden ratio and neighbours of it.
    private const uint Multiplier = 0x9E3779B1;

    /// <summary>Finds the matches at the state's position and moves it on by one.</summary>
    /// <param name="s">The state.</param>
    /// <param name="window">The window.</param>
    /// <param name="heads">The tables of newest positions.</param>
    /// <param name="links">The links: one for each remembered position in a chain, two in a tree.</param>
    /// <param name="tree">Whether links form trees.</param>
    /// <param name="limit">Longest match to look for: at most the nice length and the bytes that follow; at least
    /// four.</param>
    /// <param name="matches">Where matches go, each longer than the one before; room for a match of every
    /// length.</param>
    /// <returns>How many matches were found.</returns>
    // SAFETY: with RawBytes and RawMemory the caller guarantees:
    // - window: limit plus EncoderWindowLayout.Slack bytes behind Index are readable; a source lies at most CyclicSize
    // - 1 before Index, and the window keeps that much, because no position older than the window's data is in the
    // tables with a distance below CyclicSize;
    // - heads: Hash2Bits, Hash3Bits and HashBits entries at their starts; hashes are shifted to that many bits;
    // - links: CyclicSize entries, or twice as many in a tree; Cyclic is below CyclicSize.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find<TBytes, TTable>(
        ref MatchFinderState s, TBytes window, TTable heads, TTable links, bool tree, nint limit, Span<Match> matches)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint index = s.Index;
        uint position = (uint)index + s.Base;
        uint cyclicSize = s.CyclicSize;
        uint four = window.Load32(index);
        nint main = s.HashMainStart + Hash(four << (8 * (4 - s.HashBytes)), s.HashBits);
        uint current = heads[main];
        heads[main] = position;

        int count = 0;
        nint best = 1;
        if (s.HashBytes > 2)
        {
            nint hash2 = Hash(four << 16, Hash2Bits);
            uint delta2 = position - heads[hash2];
            heads[hash2] = position;
            uint delta3 = cyclicSize;
            if (s.HashBytes > 3)
            {
                nint hash3 = s.Hash3Start + Hash(four << 8, Hash3Bits);
                delta3 = position - heads[hash3];
                heads[hash3] = position;
            }

            if (delta2 < cyclicSize && ((window.Load32(index - (nint)delta2) ^ four) & 0xFFFF) == 0)
            {
                best = window.MatchLength(index - (nint)delta2, index, 2, limit);
                matches[count++] = new Match((int)best, delta2 - 1);
            }

            if (delta3 != delta2 && delta3 < cyclicSize
                && ((window.Load32(index - (nint)delta3) ^ four) & 0xFFFFFF) == 0)
            {
                nint length = window.MatchLength(index - (nint)delta3, index, 3, limit);
                if (length > best)
                {
                    best = length;
                    matches[count++] = new Match((int)best, delta3 - 1);
                }
            }

            if (best == limit)
            {
                Insert(ref s, window, links, tree, limit, position, current);
                return count;
            }

            best = Math.Max(best, s.HashBytes - 1);
        }

        count = tree
            ? WalkTree(ref s, window, links, limit, position, current, best, matches, count)
            : WalkChain(ref s, window, links, limit, position, current, best, matches, count);
        Advance(ref s);
        return count;
    }

    /// <summary>Remembers the state's position without looking for matches and moves it on by one.</summary>
    /// <inheritdoc cref="Find"/>
    // SAFETY: as Find.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Skip<TBytes, TTable>(
        ref MatchFinderState s, TBytes window, TTable heads, TTable links, bool tree, nint limit)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint index = s.Index;
        uint position = (uint)index + s.Base;
        uint four = window.Load32(index);
        nint main = s.HashMainStart + Hash(four << (8 * (4 - s.HashBytes)), s.HashBits);
        uint current = heads[main];
        heads[main] = position;
        if (s.HashBytes > 2)
        {
            heads[Hash(four << 16, Hash2Bits)] = position;
            if (s.HashBytes > 3)
            {
                heads[s.Hash3Start + Hash(four << 8, Hash3Bits)] = position;
            }
        }

        Insert(ref s, window, links, tree, limit, position, current);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert<TBytes, TTable>(
        ref MatchFinderState s, TBytes window, TTable links, bool tree, nint limit, uint position, uint current)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        if (tree)
        {
            WalkTree(ref s, window, links, limit, position, current, limit, default, 0);
        }
        else
        {
            links[(nint)s.Cyclic] = current;
        }

        Advance(ref s);
    }

    private static void Advance(ref MatchFinderState s)
    {
        s.Index++;
        s.Cyclic++;
        if (s.Cyclic == s.CyclicSize)
        {
            s.Cyclic = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Hash(uint value, int bits) => (nint)((value * Multiplier) >> (32 - bits));

    /// <summary>
    /// Puts the position at the root of its tree. On the way down the old tree is split into what orders before the
    /// position and what orders behind it; every node that is passed is a match of some length.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WalkTree<TBytes, TTable>(
        ref MatchFinderState s,
        TBytes window,
        TTable links,
        nint limit,
        uint position,
        uint current,
        nint best,
        Span<Match> matches,
        int count)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint index = s.Index;
        uint cyclic = s.Cyclic;
        uint cyclicSize = s.CyclicSize;
        nint smaller = (nint)cyclic << 1;
        nint larger = smaller + 1;
        nint smallerLength = 0;
        nint largerLength = 0;
        for (int depth = s.Depth; ; depth--)
        {
            uint delta = position - current;
            if (depth == 0 || delta >= cyclicSize)
            {
                links[smaller] = 0;
                links[larger] = 0;
                return count;
            }

            nint pair = ((nint)cyclic - (nint)delta + (delta > cyclic ? (nint)cyclicSize : 0)) << 1;
            nint source = index - (nint)delta;
            nint length = Math.Min(smallerLength, largerLength);
            if (window[source + length] == window[index + length])
            {
                length = window.MatchLength(source, index, length + 1, limit);
                if (length > best)
                {
                    best = length;
                    matches[count++] = new Match((int)length, delta - 1);
                }

                if (length == limit)
                {
                    links[smaller] = links[pair];
                    links[larger] = links[pair + 1];
                    return count;
                }
            }

            if (window[source + length] < window[index + length])
            {
                links[smaller] = current;
                smaller = pair + 1;
                current = links[smaller];
                smallerLength = length;
            }
            else
            {
                links[larger] = current;
                larger = pair;
                current = links[larger];
                largerLength = length;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WalkChain<TBytes, TTable>(
        ref MatchFinderState s,
        TBytes window,
        TTable links,
        nint limit,
        uint position,
        uint current,
        nint best,
        Span<Match> matches,
        int count)
        where TBytes : struct, IByteMemory, allows ref struct
        where TTable : struct, IMemory<uint>, allows ref struct
    {
        nint index = s.Index;
        uint cyclic = s.Cyclic;
        uint cyclicSize = s.CyclicSize;
        links[(nint)cyclic] = current;
        for (int depth = s.Depth; depth > 0; depth--)
        {
            uint delta = position - current;
            if (delta >= cyclicSize)
            {
                break;
            }

            nint source = index - (nint)delta;
            current = links[(nint)cyclic - (nint)delta + (delta > cyclic ? (nint)cyclicSize : 0)];
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
