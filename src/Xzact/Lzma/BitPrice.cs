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

    private static readonly byte[] s_prices = Compute();

    /// <summary>The price of a bit whose probability of being zero is <paramref name="probability"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ushort probability, uint bit) =>
        s_prices[(probability ^ ((0 - bit) & (LzmaFormat.ProbabilityTotal - 1))) >> ReduceShift];

    /// <summary>The price of a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Zero(ushort probability) => s_prices[probability >> ReduceShift];

    /// <summary>The price of a one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint One(ushort probability) =>
        s_prices[(probability ^ (LzmaFormat.ProbabilityTotal - 1)) >> ReduceShift];

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

    /// <summary>-log2 of the middle of each class of probabilities.</summary>
    private static byte[] Compute()
    {
        var prices = new byte[LzmaFormat.ProbabilityTotal >> ReduceShift];
        for (int i = 0; i < prices.Length; i++)
        {
            double middle = ((i << ReduceShift) + (1 << (ReduceShift - 1))) / (double)LzmaFormat.ProbabilityTotal;
            prices[i] = (byte)Math.Round(-Math.Log2(middle) * (1 << UnitShift));
        }

        return prices;
    }
}
