using System.Runtime.CompilerServices;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>The prices of match or rep lengths, computed anew after a number of lengths were encoded.</summary>
internal sealed class LengthPrices
{
    /// <summary>
    /// Lengths that are encoded between two updates. Fewer make better choices: see decision 0015 for what they cost.
    /// </summary>
    private const int LengthsPerUpdate = 32;

    private readonly uint[] _prices = new uint[LzmaFormat.MaxPosStates * LzmaFormat.LengthSymbols];
    private readonly int[] _left = new int[LzmaFormat.MaxPosStates];
    private readonly int _coder;
    private readonly int _symbols;

    /// <param name="coder">Offset of the length coder in the model.</param>
    /// <param name="niceLength">Longer lengths are never priced.</param>
    public LengthPrices(int coder, int niceLength)
    {
        _coder = coder;
        _symbols = niceLength + 1 - LzmaFormat.MinMatch;
    }

    /// <summary>The price of a length of two or more.</summary>
    public uint this[int length, int posState] => From(length, posState)[0];

    /// <summary>The prices of a length of two or more and of those above it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<uint> From(int length, int posState) =>
        _prices.AsSpan((posState * LzmaFormat.LengthSymbols) + length - LzmaFormat.MinMatch);

    /// <summary>Computes every price.</summary>
    public void Reset(ReadOnlySpan<ushort> probs, int posStates)
    {
        for (int posState = 0; posState < posStates; posState++)
        {
            Update(probs, posState);
        }
    }

    /// <summary>A length was encoded.</summary>
    public void Encoded(ReadOnlySpan<ushort> probs, int posState)
    {
        if (--_left[posState] == 0)
        {
            Update(probs, posState);
        }
    }

    private void Update(ReadOnlySpan<ushort> probs, int posState)
    {
        _left[posState] = LengthsPerUpdate;
        Span<uint> prices = _prices.AsSpan(posState * LzmaFormat.LengthSymbols, _symbols);
        ReadOnlySpan<ushort> coder = probs.Slice(_coder, LzmaModel.LengthCoderSize);
        uint low = BitPrice.Zero(coder[LzmaModel.LengthChoice]);
        uint notLow = BitPrice.One(coder[LzmaModel.LengthChoice]);
        uint mid = notLow + BitPrice.Zero(coder[LzmaModel.LengthChoice2]);
        uint high = notLow + BitPrice.One(coder[LzmaModel.LengthChoice2]);
        ReadOnlySpan<ushort> lowTree = coder[(LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits))..];
        ReadOnlySpan<ushort> midTree = coder[(LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits))..];
        ReadOnlySpan<ushort> highTree = coder[LzmaModel.LengthHigh..];
        const int MidStart = LzmaFormat.LengthLowSymbols;
        const int HighStart = MidStart + LzmaFormat.LengthMidSymbols;
        BitPrice.FillTree(lowTree, LzmaFormat.LengthLowBits, low, prices[..Math.Min(prices.Length, MidStart)]);
        if (prices.Length > MidStart)
        {
            int midEnd = Math.Min(prices.Length, HighStart);
            BitPrice.FillTree(midTree, LzmaFormat.LengthMidBits, mid, prices[MidStart..midEnd]);
        }

        if (prices.Length > HighStart)
        {
            BitPrice.FillTree(highTree, LzmaFormat.LengthHighBits, high, prices[HighStart..]);
        }
    }
}
