using Xzact.Format;
using Xzact.Kernels;
using Xzact.Matching;

namespace Xzact.Lzma;

/// <summary>
/// Takes the longest match, unless a repetition of a recent distance is about as long, or the next position has
/// something better. No prices.
/// </summary>
internal sealed class FastParser(EncoderWindow window, MatchFinder finder) : Parser(window, finder)
{
    /// <summary>A distance must be this many times shorter to be worth one byte of length.</summary>
    private const int DistanceRatioShift = 7;

    public override Symbol Next(in SymbolState state)
    {
        if (Finder.ReadAhead == 0)
        {
            Finder.Read();
        }

        long index = NewestIndex;
        int room = MatchRoom;
        if (room < LzmaFormat.MinMatch)
        {
            return Symbol.Literal;
        }

        int repLength = 0;
        int rep = 0;
        ReadOnlySpan<uint> reps = [state.Rep0, state.Rep1, state.Rep2, state.Rep3];
        for (int i = 0; i < reps.Length; i++)
        {
            int length = RepLength(index, reps[i], room);
            if (length >= Finder.NiceLength)
            {
                Finder.Skip(length - 1);
                return Symbol.Rep(i, length);
            }

            if (length > repLength)
            {
                repLength = length;
                rep = i;
            }
        }

        Match longest = Finder.Count > 0 ? Finder.Matches[^1] : default;
        if (longest.Length >= Finder.NiceLength)
        {
            Finder.Skip(longest.Length - 1);
            return Symbol.Match(longest.Distance, longest.Length);
        }

        longest = PreferNear(longest);
        if (repLength >= LzmaFormat.MinMatch && RepIsBetter(repLength, longest))
        {
            Finder.Skip(repLength - 1);
            return Symbol.Rep(rep, repLength);
        }

        if (longest.Length < LzmaFormat.MinMatch || room <= LzmaFormat.MinMatch)
        {
            return Symbol.Literal;
        }

        Finder.Read();
        if (NextIsBetter(longest, state))
        {
            return Symbol.Literal;
        }

        Finder.Skip(longest.Length - 2);
        return Symbol.Match(longest.Distance, longest.Length);
    }

    private static bool MuchNearer(uint near, uint far) => near < far >> DistanceRatioShift;

    /// <summary>
    /// Gives up a byte of length for a much shorter distance; and short matches that are too far to pay.
    /// </summary>
    private Match PreferNear(Match longest)
    {
        ReadOnlySpan<Match> matches = Finder.Matches;
        for (int i = matches.Length - 2; i >= 0; i--)
        {
            if (longest.Length != matches[i].Length + 1 || !MuchNearer(matches[i].Distance, longest.Distance))
            {
                break;
            }

            longest = matches[i];
        }

        return longest.Length == LzmaFormat.MinMatch && longest.Distance >= LzmaFormat.FullDistances
            ? default
            : longest;
    }

    private static bool RepIsBetter(int repLength, Match longest)
    {
        const uint Far = 1 << 9;
        const uint VeryFar = 1 << 15;
        return repLength + 1 >= longest.Length
            || (repLength + 2 >= longest.Length && longest.Distance >= Far)
            || (repLength + 3 >= longest.Length && longest.Distance >= VeryFar);
    }

    /// <summary>
    /// Whether it pays to write one literal first, because the position behind it has a better match.
    /// </summary>
    private bool NextIsBetter(Match longest, in SymbolState state)
    {
        if (Finder.Count > 0)
        {
            Match next = Finder.Matches[^1];
            if (next.Length >= LzmaFormat.MinMatch
                && ((next.Length >= longest.Length && next.Distance < longest.Distance)
                    || (next.Length == longest.Length + 1 && !MuchNearer(longest.Distance, next.Distance))
                    || next.Length > longest.Length + 1
                    || (next.Length + 1 >= longest.Length && longest.Length > LzmaFormat.MinMatch
                        && MuchNearer(next.Distance, longest.Distance))))
            {
                return true;
            }
        }

        int wanted = Math.Max(LzmaFormat.MinMatch, longest.Length - 1);
        long index = NewestIndex;
        ReadOnlySpan<uint> reps = [state.Rep0, state.Rep1, state.Rep2, state.Rep3];
        foreach (uint rep in reps)
        {
            if (RepLength(index, rep, wanted) == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
