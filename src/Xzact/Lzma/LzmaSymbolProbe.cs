using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>
/// Looks whether the next symbol is complete in a short piece of input, without changing any state. Where the input
/// ends in the middle of a symbol, nothing of that symbol has happened, and everything before it has.
/// </summary>
internal ref struct LzmaSymbolProbe
{
    private readonly ReadOnlySpan<ushort> _probs;
    private readonly ReadOnlySpan<byte> _input;
    private int _used;
    private uint _range;
    private uint _code;
    private bool _short;

    /// <param name="state">The decoder's state before the symbol.</param>
    /// <param name="probs">The probabilities.</param>
    /// <param name="input">What is there of the input.</param>
    public LzmaSymbolProbe(in LzmaDecoderState state, ReadOnlySpan<ushort> probs, ReadOnlySpan<byte> input)
    {
        _probs = probs;
        _input = input;
        _range = state.Range;
        _code = state.Code;
    }

    /// <summary>Whether the symbol that <see cref="OutputLength"/> walked over is the end marker.</summary>
    public bool IsEndMarker { get; private set; }

    /// <summary>The bytes that the symbol stands for, or zero if the input ends within it.</summary>
    /// <param name="state">The decoder's state before the symbol.</param>
    /// <param name="position">The position in the window; its low bits choose the models.</param>
    /// <param name="previous">The byte before the position.</param>
    /// <param name="matched">The byte at distance rep0.</param>
    public int OutputLength(in LzmaDecoderState state, long position, byte previous, byte matched)
    {
        int length = Symbol(state, position, previous, matched);
        return _short ? 0 : length;
    }

    private int Symbol(in LzmaDecoderState state, long position, byte previous, byte matched)
    {
        int posState = (int)position & state.PositionMask;
        int fullState = (state.State << LzmaFormat.MaxPb) + posState;
        if (Bit(LzmaModel.IsMatch + fullState) == 0)
        {
            int context = (((int)position & state.LiteralPositionMask) << state.Lc) + (previous >> (8 - state.Lc));
            Literal(LzmaModel.Literal + (LzmaFormat.LiteralCoderSize * context), state.State, matched);
            return 1;
        }

        if (Bit(LzmaModel.IsRep + state.State) == 0)
        {
            int length = Length(LzmaModel.MatchLength, posState);
            Distance(length);
            return length + LzmaFormat.MinMatch;
        }

        if (Bit(LzmaModel.IsRep0 + state.State) == 0)
        {
            if (Bit(LzmaModel.IsRep0Long + fullState) == 0)
            {
                return 1;
            }
        }
        else if (Bit(LzmaModel.IsRep1 + state.State) != 0)
        {
            Bit(LzmaModel.IsRep2 + state.State);
        }

        return Length(LzmaModel.RepLength, posState) + LzmaFormat.MinMatch;
    }

    private void Literal(int tree, int state, int matched)
    {
        int symbol = 1;
        int offset = state >= LzmaFormat.LiteralStates ? 0x100 : 0;
        while (symbol < 0x100)
        {
            matched <<= 1;
            int matchBit = matched & offset;
            int bit = Bit(tree + offset + matchBit + symbol);
            symbol = (symbol << 1) | bit;
            offset &= bit == 0 ? ~matchBit : matchBit;
        }
    }

    private int Length(int coder, int posState)
    {
        if (Bit(coder + LzmaModel.LengthChoice) == 0)
        {
            return Tree(coder + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits), LzmaFormat.LengthLowBits);
        }

        if (Bit(coder + LzmaModel.LengthChoice2) == 0)
        {
            return LzmaFormat.LengthLowSymbols
                + Tree(coder + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits), LzmaFormat.LengthMidBits);
        }

        return LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols
            + Tree(coder + LzmaModel.LengthHigh, LzmaFormat.LengthHighBits);
    }

    private void Distance(int length)
    {
        int lengthState = Math.Min(length, LzmaFormat.LengthStates - 1);
        int slot = Tree(LzmaModel.DistanceSlot + (lengthState << LzmaFormat.SlotBits), LzmaFormat.SlotBits);
        if (slot < LzmaFormat.FooterSlotStart)
        {
            return;
        }

        int footerBits = (slot >> 1) - 1;
        if (slot < LzmaFormat.DirectSlotStart)
        {
            int start = (2 | (slot & 1)) << footerBits;
            ReverseTree(LzmaModel.DistanceSpecial + start - slot, footerBits);
            return;
        }

        // All bits of the distance are ones in the marker, those of the slot included.
        bool allOnes = slot == LzmaFormat.Slots - 1;
        for (int i = LzmaFormat.AlignBits; i < footerBits; i++)
        {
            Normalize();
            _range >>= 1;
            allOnes &= _code >= _range;
            _code -= _code >= _range ? _range : 0;
        }

        int align = ReverseTree(LzmaModel.DistanceAlign, LzmaFormat.AlignBits);
        IsEndMarker = allOnes && align == (2 * LzmaFormat.AlignSize) - 1;
    }

    private int Tree(int tree, int bits)
    {
        int symbol = 1;
        for (int i = 0; i < bits; i++)
        {
            symbol = (symbol << 1) | Bit(tree + symbol);
        }

        return symbol - (1 << bits);
    }

    /// <summary>Returns the bits in the order in which they came, with a leading one.</summary>
    private int ReverseTree(int tree, int bits)
    {
        int symbol = 1;
        for (int i = 0; i < bits; i++)
        {
            symbol = (symbol << 1) | Bit(tree + symbol);
        }

        return symbol;
    }

    private int Bit(int index)
    {
        Normalize();
        uint bound = (_range >> LzmaFormat.ProbabilityBits) * _probs[index];
        if (_code < bound)
        {
            _range = bound;
            return 0;
        }

        _range -= bound;
        _code -= bound;
        return 1;
    }

    private void Normalize()
    {
        if (_range >= LzmaFormat.RangeTop)
        {
            return;
        }

        // Past the end the walk goes on with zeros, bounded by the longest symbol; its result is not used.
        _range <<= 8;
        _code <<= 8;
        if (_used < _input.Length)
        {
            _code |= _input[_used++];
        }
        else
        {
            _short = true;
        }
    }
}
