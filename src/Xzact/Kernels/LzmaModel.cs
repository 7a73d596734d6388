using System.Runtime.InteropServices;
using Xzact.Format;

namespace Xzact.Kernels;

/// <summary>
/// Where each probability of the LZMA model stands in the one table that decoder, encoder and kernels share. Offsets
/// are indexes into that table. Trees are laid out with the root at index 1, as the bit-by-bit walk wants them.
/// </summary>
internal static class LzmaModel
{
    /// <summary>Offsets inside a length coder: two choice bits, then the trees.</summary>
    public const int LengthChoice = 0;
    public const int LengthChoice2 = 1;
    public const int LengthLow = 2;
    public const int LengthMid = LengthLow + (LzmaFormat.MaxPosStates * LzmaFormat.LengthLowSymbols);
    public const int LengthHigh = LengthMid + (LzmaFormat.MaxPosStates * LzmaFormat.LengthMidSymbols);
    public const int LengthCoderSize = LengthHigh + LzmaFormat.LengthHighSymbols;

    public const int IsMatch = 0;
    public const int IsRep = IsMatch + (LzmaFormat.States * LzmaFormat.MaxPosStates);
    public const int IsRep0 = IsRep + LzmaFormat.States;
    public const int IsRep1 = IsRep0 + LzmaFormat.States;
    public const int IsRep2 = IsRep1 + LzmaFormat.States;
    public const int IsRep0Long = IsRep2 + LzmaFormat.States;
    public const int DistanceSlot = IsRep0Long + (LzmaFormat.States * LzmaFormat.MaxPosStates);

    /// <summary>
    /// The reverse trees of distances below <see cref="LzmaFormat.FullDistances"/>: slot s with base b starts at
    /// <c>DistanceSpecial + b - s</c>, so that index 1 of its tree follows the previous tree directly.
    /// </summary>
    public const int DistanceSpecial = DistanceSlot + (LzmaFormat.LengthStates * LzmaFormat.Slots);
    public const int DistanceAlign = DistanceSpecial + LzmaFormat.FullDistances - LzmaFormat.DirectSlotStart + 1;
    public const int MatchLength = DistanceAlign + LzmaFormat.AlignSize;
    public const int RepLength = MatchLength + LengthCoderSize;
    public const int Literal = RepLength + LengthCoderSize;

    /// <summary>Entries of the table for lc + lp = <paramref name="literalBits"/>.</summary>
    public static int Size(int literalBits) => Literal + (LzmaFormat.LiteralCoderSize << literalBits);

    /// <summary>Entries of the table for any properties.</summary>
    public const int MaxSize = Literal + (LzmaFormat.LiteralCoderSize << LzmaFormat.MaxLcLp);

    /// <summary>
    /// Behind the probabilities of a decoder: what each becomes, that of 2p after a zero bit and that of 2p + 1 after a
    /// one.
    /// </summary>
    public const int NextProbability = MaxSize;

    /// <summary>
    /// Behind that table, four numbers of 64 bits with which <see cref="LzmaDecodeFast"/> decodes bits without a model:
    /// f times the first, under the second, has f &gt;&gt; (8 - i) in its byte i.
    /// </summary>
    public const int HalvesFactor = NextProbability + (2 * LzmaFormat.ProbabilityTotal);
    public const int HalvesMask = HalvesFactor + (sizeof(ulong) / sizeof(ushort));

    /// <summary>A byte times this, shifted right by seven, under the last, has its bit 7 - i as its byte i.</summary>
    public const int SpreadFactor = HalvesMask + (sizeof(ulong) / sizeof(ushort));
    public const int SpreadMask = SpreadFactor + (sizeof(ulong) / sizeof(ushort));

    /// <summary>Entries of a decoder's table, whatever the properties are.</summary>
    public const int DecoderSize = SpreadMask + (sizeof(ulong) / sizeof(ushort));

    /// <summary>Fills what stands from <see cref="NextProbability"/> on.</summary>
    public static void FillTables(Span<ushort> tables)
    {
        for (int prob = 0; prob < LzmaFormat.ProbabilityTotal; prob++)
        {
            tables[2 * prob] = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
            tables[(2 * prob) + 1] = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
        }

        ReadOnlySpan<ulong> numbers =
            [0x0080_4020_1008_0402, 0x7F3F_1F0F_0703_0100, 0x8040_2010_0804_0201, 0x0101_0101_0101_0101];
        MemoryMarshal.Cast<ulong, ushort>(numbers).CopyTo(tables[(HalvesFactor - NextProbability)..]);
    }
}
