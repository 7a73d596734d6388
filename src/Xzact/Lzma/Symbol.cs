using System.Runtime.CompilerServices;
using Xzact.Format;

namespace Xzact.Lzma;

/// <summary>One symbol of LZMA: a literal, a match, or a repetition of one of the last four distances.</summary>
/// <param name="Back">
/// 0 to 3: that one of the last distances; from 4 on: a distance, minus one, plus four; <see cref="LiteralBack"/>: a
/// literal.
/// </param>
/// <param name="Length">Bytes that the symbol stands for: 1 for literals and short reps, 2 to 273 otherwise.</param>
internal readonly record struct Symbol(uint Back, int Length)
{
    /// <summary>The value of <see cref="Back"/> that marks a literal.</summary>
    public const uint LiteralBack = uint.MaxValue;

    /// <summary>One byte as it is.</summary>
    public static Symbol Literal => new(LiteralBack, 1);

    /// <summary>A match at a new distance.</summary>
    /// <param name="distance">How far back, minus one.</param>
    /// <param name="length">2 to 273.</param>
    public static Symbol Match(uint distance, int length) => new(distance + LzmaFormat.Reps, length);

    /// <summary>A repetition of one of the last distances.</summary>
    /// <param name="rep">Which one, 0 to 3.</param>
    /// <param name="length">1, only for 0, or 2 to 273.</param>
    public static Symbol Rep(int rep, int length) => new((uint)rep, length);
}

/// <summary>The last symbols and the last distances: what every choice of a model depends on.</summary>
internal struct SymbolState
{
    /// <summary>0 to 11; below <see cref="LzmaFormat.LiteralStates"/> the last symbol was a literal.</summary>
    public int State;

    /// <summary>The last four distances, minus one, newest first.</summary>
    public uint Rep0;
    public uint Rep1;
    public uint Rep2;
    public uint Rep3;

    /// <summary>Whether the last symbol was a literal.</summary>
    public readonly bool AfterLiteral => State < LzmaFormat.LiteralStates;

    /// <summary>One of the last distances.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Rep(int index) =>
        index < 2 ? (index == 0 ? Rep0 : Rep1) : index == 2 ? Rep2 : Rep3;

    /// <summary>The state after a literal.</summary>
    public static int NextLiteral(int state) => state < 4 ? 0 : state < 10 ? state - 3 : state - 6;

    /// <summary>The state after a match.</summary>
    public static int NextMatch(int state) => state < LzmaFormat.LiteralStates ? 7 : 10;

    /// <summary>The state after a rep of two bytes or more.</summary>
    public static int NextRep(int state) => state < LzmaFormat.LiteralStates ? 8 : 11;

    /// <summary>The state after a rep of one byte.</summary>
    public static int NextShortRep(int state) => state < LzmaFormat.LiteralStates ? 9 : 11;

    /// <summary>Takes note of a symbol.</summary>
    public void Update(uint back, int length)
    {
        switch (back)
        {
            case Symbol.LiteralBack:
                State = NextLiteral(State);
                break;
            case 0:
                State = length == 1 ? NextShortRep(State) : NextRep(State);
                break;
            case < LzmaFormat.Reps:
                uint distance = Rep((int)back);
                if (back == 3)
                {
                    Rep3 = Rep2;
                }

                if (back >= 2)
                {
                    Rep2 = Rep1;
                }

                Rep1 = Rep0;
                Rep0 = distance;
                State = NextRep(State);
                break;
            default:
                Rep3 = Rep2;
                Rep2 = Rep1;
                Rep1 = Rep0;
                Rep0 = back - LzmaFormat.Reps;
                State = NextMatch(State);
                break;
        }
    }
}
