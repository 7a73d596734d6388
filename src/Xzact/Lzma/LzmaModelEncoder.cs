using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>Encodes symbols with the LZMA model, and tells what they would cost.</summary>
internal sealed class LzmaModelEncoder : IDisposable
{
    private readonly WorkAllocator _allocator;
    private WorkMemory<ushort> _probs;
    private LzmaProperties _properties;
    private readonly uint _dictionarySize;
    private readonly bool _priced;

    /// <param name="allocator">Where the memory comes from.</param>
    /// <param name="properties">lc, lp, pb.</param>
    /// <param name="dictionarySize">No distance is longer.</param>
    /// <param name="niceLength">No longer length is ever priced.</param>
    /// <param name="priced">Whether prices are wanted.</param>
    public LzmaModelEncoder(
        WorkAllocator allocator, LzmaProperties properties, uint dictionarySize, int niceLength, bool priced)
    {
        _allocator = allocator;
        _probs = allocator.Allocate<ushort>(LzmaModel.Size(properties.Lc + properties.Lp));
        _properties = properties;
        _dictionarySize = dictionarySize;
        _priced = priced;
        MatchLengths = new LengthPrices(LzmaModel.MatchLength, niceLength);
        RepLengths = new LengthPrices(LzmaModel.RepLength, niceLength);
        PositionMask = (1 << properties.Pb) - 1;
    }

    /// <summary>The probabilities.</summary>
    public Span<ushort> Probs => _probs.Span;

    /// <summary>Prices of lengths at a new distance.</summary>
    public LengthPrices MatchLengths { get; }

    /// <summary>Prices of lengths at one of the last distances.</summary>
    public LengthPrices RepLengths { get; }

    /// <summary>Prices of distances.</summary>
    public DistancePrices Distances { get; } = new();

    /// <summary>(1 &lt;&lt; pb) - 1.</summary>
    public int PositionMask { get; private set; }

    /// <summary>Sets other properties; a reset must follow.</summary>
    public void SetProperties(LzmaProperties properties)
    {
        WorkMemory<ushort> probs = _allocator.Allocate<ushort>(LzmaModel.Size(properties.Lc + properties.Lp));
        _probs.Dispose();
        _probs = probs;
        _properties = properties;
        PositionMask = (1 << properties.Pb) - 1;
    }

    /// <summary>Sets every probability to one half.</summary>
    public void Reset()
    {
        _probs.Span.Fill(LzmaFormat.ProbabilityInit);
        if (_priced)
        {
            MatchLengths.Reset(_probs.Span, PositionMask + 1);
            RepLengths.Reset(_probs.Span, PositionMask + 1);
            Distances.Reset(_probs.Span, _dictionarySize);
        }
    }

    /// <summary>Encodes a literal.</summary>
    /// <param name="output">The range coder.</param>
    /// <param name="state">The state before it.</param>
    /// <param name="position">The position; low bits choose the model.</param>
    /// <param name="value">The byte.</param>
    /// <param name="previous">The byte before it.</param>
    /// <param name="matched">The byte at distance rep0.</param>
    public void EncodeLiteral(RangeEncoder output, int state, long position, byte value, byte previous, byte matched)
    {
        Span<ushort> probs = _probs.Span;
        int posState = (int)position & PositionMask;
        output.Encode(ref probs[LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState], 0);
        Span<ushort> tree = probs.Slice(LiteralTree(position, previous), LzmaFormat.LiteralCoderSize);
        if (state < LzmaFormat.LiteralStates)
        {
            output.EncodeTree(tree, value, 8);
        }
        else
        {
            output.EncodeMatched(tree, value, matched);
        }
    }

    /// <summary>Encodes a match or a rep.</summary>
    /// <param name="output">The range coder.</param>
    /// <param name="state">The state before it.</param>
    /// <param name="position">The position; low bits choose the model.</param>
    /// <param name="back">0 to 3 for a rep, else the distance, minus one, plus four.</param>
    /// <param name="length">1 for a short rep, else 2 to 273.</param>
    public void EncodeMatch(RangeEncoder output, int state, long position, uint back, int length)
    {
        Span<ushort> probs = _probs.Span;
        int posState = (int)position & PositionMask;
        int fullState = (state << LzmaFormat.MaxPb) + posState;
        output.Encode(ref probs[LzmaModel.IsMatch + fullState], 1);
        output.Encode(ref probs[LzmaModel.IsRep + state], back < LzmaFormat.Reps ? 1U : 0);
        if (back >= LzmaFormat.Reps)
        {
            EncodeLength(output, probs, LzmaModel.MatchLength, MatchLengths, length, posState);
            EncodeDistance(output, probs, back - LzmaFormat.Reps, length);
            return;
        }

        output.Encode(ref probs[LzmaModel.IsRep0 + state], back > 0 ? 1U : 0);
        if (back == 0)
        {
            output.Encode(ref probs[LzmaModel.IsRep0Long + fullState], length > 1 ? 1U : 0);
        }
        else
        {
            output.Encode(ref probs[LzmaModel.IsRep1 + state], back > 1 ? 1U : 0);
            if (back > 1)
            {
                output.Encode(ref probs[LzmaModel.IsRep2 + state], back - 2);
            }
        }

        if (length > 1)
        {
            EncodeLength(output, probs, LzmaModel.RepLength, RepLengths, length, posState);
        }
    }

    /// <summary>Encodes the end marker: the shortest match at a distance that cannot be.</summary>
    /// <param name="output">The range coder.</param>
    /// <param name="state">The state before it.</param>
    /// <param name="position">The position; low bits choose the model.</param>
    public void EncodeEndMarker(RangeEncoder output, int state, long position)
    {
        Span<ushort> probs = _probs.Span;
        int posState = (int)position & PositionMask;
        output.Encode(ref probs[LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState], 1);
        output.Encode(ref probs[LzmaModel.IsRep + state], 0);
        EncodeLength(output, probs, LzmaModel.MatchLength, MatchLengths, LzmaFormat.MinMatch, posState);
        EncodeDistance(output, probs, LzmaFormat.EndMarkerDistance, LzmaFormat.MinMatch);
    }

    /// <summary>The price of a literal, without the bit that says it is one.</summary>
    public uint LiteralPrice(
        ReadOnlySpan<ushort> probs, int state, long position, byte value, byte previous, byte matched)
    {
        ReadOnlySpan<ushort> tree = probs.Slice(LiteralTree(position, previous), LzmaFormat.LiteralCoderSize);
        uint symbol = value + 0x100U;
        uint price = 0;
        if (state < LzmaFormat.LiteralStates)
        {
            do
            {
                uint bit = symbol & 1;
                symbol >>= 1;
                price += BitPrice.Of(tree[(int)symbol], bit);
            }
            while (symbol > 1);

            return price;
        }

        uint offset = 0x100;
        uint match = matched;
        do
        {
            match <<= 1;
            uint matchBit = match & offset;
            uint node = symbol >> 8;
            symbol <<= 1;
            price += BitPrice.Of(tree[(int)(offset + matchBit + node)], (symbol >> 8) & 1);
            offset &= ~(match ^ symbol);
        }
        while (symbol < 0x10000);

        return price;
    }

    public void Dispose() => _probs.Dispose();

    private int LiteralTree(long position, byte previous) => LzmaModel.Literal + (LzmaFormat.LiteralCoderSize *
        ((((int)position & ((1 << _properties.Lp) - 1)) << _properties.Lc) + (previous >> (8 - _properties.Lc))));

    private void EncodeLength(
        RangeEncoder output, Span<ushort> probs, int coderStart, LengthPrices prices, int length, int posState)
    {
        Span<ushort> coder = probs.Slice(coderStart, LzmaModel.LengthCoderSize);
        uint symbol = (uint)(length - LzmaFormat.MinMatch);
        if (symbol < LzmaFormat.LengthLowSymbols)
        {
            output.Encode(ref coder[LzmaModel.LengthChoice], 0);
            Span<ushort> low = coder[(LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits))..];
            output.EncodeTree(low, symbol, LzmaFormat.LengthLowBits);
        }
        else
        {
            output.Encode(ref coder[LzmaModel.LengthChoice], 1);
            symbol -= LzmaFormat.LengthLowSymbols;
            if (symbol < LzmaFormat.LengthMidSymbols)
            {
                output.Encode(ref coder[LzmaModel.LengthChoice2], 0);
                Span<ushort> mid = coder[(LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits))..];
                output.EncodeTree(mid, symbol, LzmaFormat.LengthMidBits);
            }
            else
            {
                output.Encode(ref coder[LzmaModel.LengthChoice2], 1);
                symbol -= LzmaFormat.LengthMidSymbols;
                output.EncodeTree(coder[LzmaModel.LengthHigh..], symbol, LzmaFormat.LengthHighBits);
            }
        }

        if (_priced)
        {
            prices.Encoded(probs, posState);
        }
    }

    private void EncodeDistance(RangeEncoder output, Span<ushort> probs, uint distance, int length)
    {
        uint slot = DistanceSlot.Of(distance);
        int lengthState = DistanceSlot.LengthState(length);
        output.EncodeTree(
            probs[(LzmaModel.DistanceSlot + (lengthState << LzmaFormat.SlotBits))..], slot, LzmaFormat.SlotBits);
        if (slot >= LzmaFormat.FooterSlotStart)
        {
            int bits = DistanceSlot.FooterBits(slot);
            uint start = DistanceSlot.Base(slot);
            uint rest = distance - start;
            if (slot < LzmaFormat.DirectSlotStart)
            {
                output.EncodeReverseTree(probs[(int)(LzmaModel.DistanceSpecial + start - slot)..], rest, bits);
            }
            else
            {
                output.EncodeDirect(rest >> LzmaFormat.AlignBits, bits - LzmaFormat.AlignBits);
                output.EncodeReverseTree(
                    probs[LzmaModel.DistanceAlign..], rest & (LzmaFormat.AlignSize - 1), LzmaFormat.AlignBits);
            }
        }

        if (_priced)
        {
            Distances.Encoded(probs, distance);
        }
    }
}
