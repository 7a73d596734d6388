namespace Xzact.Kernels;

/// <summary>The newest positions with the same two and three bytes: near matches that longer hashes miss.</summary>
internal static class SmallTables
{
    /// <summary>The matches that the tables of two and three bytes give.</summary>
    /// <param name="s">The state.</param>
    /// <param name="window">The window.</param>
    /// <param name="limit">Longest match to look for.</param>
    /// <param name="heads">The position's heads.</param>
    /// <param name="index">The position's index in the window.</param>
    /// <param name="matches">Where matches go.</param>
    /// <param name="best">The longest length that is known, or that a search need not find again.</param>
    /// <returns>How many matches were found.</returns>
    // SAFETY: as TreeWalksLoop.Find.
    public static int Find<TBytes>(
        in MatchFinderState s,
        TBytes window,
        nint limit,
        in MatchHeads heads,
        nint index,
        Span<Match> matches,
        out nint best)
        where TBytes : struct, IByteMemory, allows ref struct
    {
        best = 1;
        int count = 0;
        if (s.HashBytes == 2)
        {
            return 0;
        }

        uint four = window.Load32(index);
        uint delta = heads.Delta2;
        if (delta < s.Reach && ((window.Load32(index - (nint)delta) ^ four) & 0xFFFF) == 0)
        {
            best = window.MatchLength(index - (nint)delta, index, 2, limit);
            matches[count++] = new Match((int)best, delta - 1);
        }

        delta = heads.Delta3;
        if (delta != heads.Delta2 && delta < s.Reach
            && ((window.Load32(index - (nint)delta) ^ four) & 0xFFFFFF) == 0)
        {
            nint length = window.MatchLength(index - (nint)delta, index, 3, limit);
            if (length > best)
            {
                best = length;
                matches[count++] = new Match((int)best, delta - 1);
            }
        }

        best = Math.Max(best, s.HashBytes - 1);
        return count;
    }
}
