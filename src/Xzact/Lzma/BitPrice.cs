using System.Runtime.CompilerServices;
using Xzact.Format;

namespace Xzact.Lzma;

/// <summary>What it costs to encode a bit: sixteenths of a bit of output.</summary>
internal static class BitPrice
{
    /// <summary>Sixteenths of a bit.</summary>
    public const int UnitShift = 4;

    /// <summary>More than any real price, and small enough that prices can be added to it.</summary>
    public const uint Infinity = 1U << 30;

    private const int ReduceShift = 4;

    /// <summary>
    /// -log2 of the middle of each class of probabilities, rounded: written out, because the bytes of a file must not
    /// depend on how a platform computes logarithms, and because a native program then needs not compute them.
    /// </summary>
    private static ReadOnlySpan<byte> Prices =>
    [
        128, 103, 91, 83, 77, 73, 69, 65, 63, 60, 58, 56, 54, 52, 50, 49,
        47, 46, 45, 43, 42, 41, 40, 39, 38, 37, 36, 35, 35, 34, 33, 32,
        32, 31, 30, 30, 29, 28, 28, 27, 27, 26, 25, 25, 24, 24, 23, 23,
        22, 22, 21, 21, 21, 20, 20, 19, 19, 18, 18, 18, 17, 17, 17, 16,
        16, 15, 15, 15, 14, 14, 14, 13, 13, 13, 12, 12, 12, 12, 11, 11,
        11, 10, 10, 10, 10, 9, 9, 9, 9, 8, 8, 8, 7, 7, 7, 7,
        7, 6, 6, 6, 6, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3,
        3, 3, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 0, 0, 0,
    ];

    /// <summary>The price of a bit whose probability of being zero is <paramref name="probability"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ushort probability, uint bit) =>
        Prices[(int)((probability ^ ((0 - bit) & (LzmaFormat.ProbabilityTotal - 1))) >> ReduceShift)];

    /// <summary>The price of a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Zero(ushort probability) => Prices[probability >> ReduceShift];

    /// <summary>The price of a one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint One(ushort probability) =>
        Prices[(probability ^ (LzmaFormat.ProbabilityTotal - 1)) >> ReduceShift];

    /// <summary>The price of bits without a model.</summary>
    public static uint Direct(int bits) => (uint)bits << UnitShift;

    /// <summary>
    /// The prices of the first values in a tree, most significant bit first, on top of what stands before it: each bit
    /// is looked up once, however many values share it.
    /// </summary>
    /// <param name="tree">The probabilities.</param>
    /// <param name="bits">Levels of the tree.</param>
    /// <param name="before">The price of what leads to the tree.</param>
    /// <param name="prices">Where the prices go, 1 to 2^<paramref name="bits"/> of them.</param>
    public static void FillTree(ReadOnlySpan<ushort> tree, int bits, uint before, Span<uint> prices)
    {
        // A level is unfolded in place, from its end: node i of one becomes the nodes 2i and 2i + 1 of the next.
        prices[0] = before;
        for (int level = 0; level < bits; level++)
        {
            int next = bits - level - 1;
            for (int i = (prices.Length - 1) >> (next + 1); i >= 0; i--)
            {
                ushort probability = tree[(1 << level) + i];
                uint price = prices[i];
                if ((2 * i) + 1 <= (prices.Length - 1) >> next)
                {
                    prices[(2 * i) + 1] = price + One(probability);
                }

                prices[2 * i] = price + Zero(probability);
            }
        }
    }

    /// <summary>The price of a value in a tree, least significant bit first.</summary>
    public static uint ReverseTree(ReadOnlySpan<ushort> tree, uint value, int bits)
    {
        uint price = 0;
        uint node = 1;
        for (; bits > 0; bits--)
        {
            uint bit = value & 1;
            value >>= 1;
            price += Of(tree[(int)node], bit);
            node = (node << 1) | bit;
        }

        return price;
    }
}
