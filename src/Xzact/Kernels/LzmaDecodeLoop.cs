using System.Runtime.CompilerServices;
using Xzact.Format;

namespace Xzact.Kernels;

/// <summary>
/// Decodes LZMA symbols into a window until it is full or the input runs low. Written once: with pointers it is the
/// fast kernel, with checked memory its twin.
/// </summary>
internal static class LzmaDecodeLoop
{
    /// <summary>
    /// Decodes while <c>inputPosition &lt;= inputLimit</c> and the window has room. Probabilities and state must have
    /// been set up; a pending match is finished first.
    /// </summary>
    /// <param name="s">The decoder's state.</param>
    /// <param name="w">Where in the window to work.</param>
    /// <param name="window">The window's memory.</param>
    /// <param name="probs">The probabilities, laid out as <see cref="LzmaModel"/> says.</param>
    /// <param name="input">The input.</param>
    /// <param name="inputPosition">The next byte of the input.</param>
    /// <param name="inputLimit">
    /// The last position at which another symbol may begin: <see cref="LzmaFormat.MaxSymbolInput"/> bytes of input from
    /// there on must be readable, and one more, which <see cref="LzmaDecodeFast"/> reads without need.
    /// </param>
    // SAFETY: with RawBytes and RawMemory the caller guarantees:
    // - input: indexes up to inputLimit + MaxSymbolInput are readable; a symbol starts at inputLimit at the latest and
    //   reads at most MaxSymbolInput bytes (see LzmaFormat), LzmaDecodeFast also the one behind them;
    // - probs: LzmaModel.Size entries for the state's lc and lp, and for LzmaDecodeFast what stands from
    //   LzmaModel.NextProbability on, of which it uses entry 2p or 2p + 1, p being a probability and so below 2048, and
    //   the numbers behind them.
    //   Every index is a table offset plus a bounded symbol: trees stop at their depth, state is below States, the
    //   literal context is masked;
    // - window: [Position - 1, Limit + CopySlack) is writable, sources are checked here: a distance is used only if it
    // is below both the history and the dictionary, and below zero it is moved by WrapJump, see WindowLayout.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LzmaStop Run<TBytes, TProbs, TInput>(
        ref LzmaDecoderState s,
        ref WindowCursor w,
        TBytes window,
        TProbs probs,
        TInput input,
        ref nint inputPosition,
        nint inputLimit)
        where TBytes : struct, IByteMemory, allows ref struct
        where TProbs : struct, IMemory<ushort>, allows ref struct
        where TInput : struct, IInput, allows ref struct
    {
        uint range = s.Range;
        uint code = s.Code;
        nint ip = inputPosition;
        nint state = s.State;
        uint rep0 = s.Rep0;
        uint rep1 = s.Rep1;
        uint rep2 = s.Rep2;
        uint rep3 = s.Rep3;
        int lc = s.Lc;
        nint literalMask = s.LiteralPositionMask;
        nint positionMask = s.PositionMask;
        nint position = w.Position;
        nint limit = w.Limit;
        nint historyStart = w.HistoryStart;
        nint dictionarySize = w.DictionarySize;
        nint wrapJump = w.WrapJump;
        nint pending = 0;
        LzmaStop stop = LzmaStop.Limit;

        if (s.PendingLength > 0)
        {
            nint room = Math.Min(s.PendingLength, limit - position);
            if (room > 0)
            {
                nint from = position - (nint)rep0 - 1;
                from += from < 0 ? wrapJump : 0;
                window.CopyMatch(from, position, room);
                position += room;
            }

            pending = s.PendingLength - room;
        }

        while (position < limit)
        {
            if (ip > inputLimit)
            {
                stop = LzmaStop.Input;
                break;
            }

            nint posState = position & positionMask;
            nint fullState = (state << LzmaFormat.MaxPb) + posState;
            if (Bit(ref range, ref code, probs, LzmaModel.IsMatch + fullState, input, ref ip) == 0)
            {
                nint literal = LzmaModel.Literal + (LzmaFormat.LiteralCoderSize *
                    (((position & literalMask) << lc) + (window[position - 1] >> (8 - lc))));
                nint symbol = 1;
                if (state >= LzmaFormat.LiteralStates)
                {
                    nint from = position - (nint)rep0 - 1;
                    from += from < 0 ? wrapJump : 0;
                    nint matched = window[from];
                    nint offset = 0x100;
                    do
                    {
                        matched <<= 1;
                        nint matchBit = matched & offset;
                        nint bit = Bit(ref range, ref code, probs, literal + offset + matchBit + symbol, input, ref ip);
                        symbol = (symbol << 1) | bit;
                        offset &= bit == 0 ? ~matchBit : matchBit;
                    }
                    while (symbol < 0x100);
                }
                else
                {
                    do
                    {
                        symbol = (symbol << 1) | Bit(ref range, ref code, probs, literal + symbol, input, ref ip);
                    }
                    while (symbol < 0x100);
                }

                window[position++] = (byte)symbol;
                state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
                continue;
            }

            nint lengthCoder;
            bool simpleMatch = false;
            if (Bit(ref range, ref code, probs, LzmaModel.IsRep + state, input, ref ip) == 0)
            {
                rep3 = rep2;
                rep2 = rep1;
                rep1 = rep0;
                state = state < LzmaFormat.LiteralStates ? 7 : 10;
                lengthCoder = LzmaModel.MatchLength;
                simpleMatch = true;
            }
            else
            {
                if (position == historyStart)
                {
                    stop = LzmaStop.BadDistance;
                    break;
                }

                if (Bit(ref range, ref code, probs, LzmaModel.IsRep0 + state, input, ref ip) == 0)
                {
                    if (Bit(ref range, ref code, probs, LzmaModel.IsRep0Long + fullState, input, ref ip) == 0)
                    {
                        if (rep0 >= (nuint)Math.Min(position - historyStart, dictionarySize))
                        {
                            stop = LzmaStop.BadDistance;
                            break;
                        }

                        nint from = position - (nint)rep0 - 1;
                        from += from < 0 ? wrapJump : 0;
                        window[position] = window[from];
                        position++;
                        state = state < LzmaFormat.LiteralStates ? 9 : 11;
                        continue;
                    }
                }
                else
                {
                    uint distance;
                    if (Bit(ref range, ref code, probs, LzmaModel.IsRep1 + state, input, ref ip) == 0)
                    {
                        distance = rep1;
                    }
                    else
                    {
                        if (Bit(ref range, ref code, probs, LzmaModel.IsRep2 + state, input, ref ip) == 0)
                        {
                            distance = rep2;
                        }
                        else
                        {
                            distance = rep3;
                            rep3 = rep2;
                        }

                        rep2 = rep1;
                    }

                    rep1 = rep0;
                    rep0 = distance;
                }

                state = state < LzmaFormat.LiteralStates ? 8 : 11;
                lengthCoder = LzmaModel.RepLength;
            }

            nint length;
            if (Bit(ref range, ref code, probs, lengthCoder + LzmaModel.LengthChoice, input, ref ip) == 0)
            {
                nint tree = lengthCoder + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits);
                length = Tree(ref range, ref code, probs, tree, LzmaFormat.LengthLowBits, input, ref ip)
                    - LzmaFormat.LengthLowSymbols;
            }
            else if (Bit(ref range, ref code, probs, lengthCoder + LzmaModel.LengthChoice2, input, ref ip) == 0)
            {
                nint tree = lengthCoder + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits);
                length = Tree(ref range, ref code, probs, tree, LzmaFormat.LengthMidBits, input, ref ip);
            }
            else
            {
                nint tree = lengthCoder + LzmaModel.LengthHigh;
                length = Tree(ref range, ref code, probs, tree, LzmaFormat.LengthHighBits, input, ref ip)
                    - LzmaFormat.LengthHighSymbols + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
            }

            if (simpleMatch)
            {
                nint lengthState = Math.Min(length, LzmaFormat.LengthStates - 1);
                nint tree = LzmaModel.DistanceSlot + (lengthState << LzmaFormat.SlotBits);
                nint slot = Tree(ref range, ref code, probs, tree, LzmaFormat.SlotBits, input, ref ip)
                    - LzmaFormat.Slots;
                rep0 = (uint)slot;
                if (slot >= LzmaFormat.FooterSlotStart)
                {
                    int footerBits = (int)(slot >> 1) - 1;
                    rep0 = (2 | ((uint)slot & 1)) << footerBits;
                    if (slot < LzmaFormat.DirectSlotStart)
                    {
                        nint footer = LzmaModel.DistanceSpecial + (nint)rep0 - slot;
                        rep0 += ReverseTree(ref range, ref code, probs, footer, footerBits, input, ref ip);
                    }
                    else
                    {
                        uint direct = Direct(ref range, ref code, footerBits - LzmaFormat.AlignBits, input, ref ip);
                        rep0 += direct << LzmaFormat.AlignBits;
                        rep0 += ReverseTree(
                            ref range, ref code, probs, LzmaModel.DistanceAlign, LzmaFormat.AlignBits, input, ref ip);
                        if (rep0 == LzmaFormat.EndMarkerDistance)
                        {
                            stop = LzmaStop.EndMarker;
                            break;
                        }
                    }
                }
            }

            if (rep0 >= (nuint)Math.Min(position - historyStart, dictionarySize))
            {
                stop = LzmaStop.BadDistance;
                break;
            }

            length += LzmaFormat.MinMatch;
            nint source = position - (nint)rep0 - 1;
            source += source < 0 ? wrapJump : 0;
            nint fits = Math.Min(length, limit - position);
            window.CopyMatch(source, position, fits);
            position += fits;
            pending = length - fits;
        }

        s.Range = range;
        s.Code = code;
        s.State = (int)state;

        // A distance that was refused must not be there when the next literal looks back by it.
        s.Rep0 = stop == LzmaStop.BadDistance ? 0 : rep0;
        s.Rep1 = rep1;
        s.Rep2 = rep2;
        s.Rep3 = rep3;
        s.PendingLength = (int)pending;
        w.Position = position;
        inputPosition = ip;
        return stop;
    }

    /// <summary>One modelled bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Bit<TInput, TProbs>(
        ref uint range, ref uint code, TProbs probs, nint index, TInput input, ref nint ip)
        where TInput : struct, IInput, allows ref struct
        where TProbs : struct, IMemory<ushort>, allows ref struct
    {
        if (range < LzmaFormat.RangeTop)
        {
            range <<= 8;
            code = (code << 8) | input[ip++];
        }

        uint probability = probs[index];
        uint bound = (range >> LzmaFormat.ProbabilityBits) * probability;
        if (code < bound)
        {
            range = bound;
            uint rise = (LzmaFormat.ProbabilityTotal - probability) >> LzmaFormat.ProbabilityShift;
            probs[index] = (ushort)(probability + rise);
            return 0;
        }

        range -= bound;
        code -= bound;
        probs[index] = (ushort)(probability - (probability >> LzmaFormat.ProbabilityShift));
        return 1;
    }

    /// <summary>A tree of modelled bits, most significant first; the result keeps the leading one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Tree<TInput, TProbs>(
        ref uint range, ref uint code, TProbs probs, nint tree, int bits, TInput input, ref nint ip)
        where TInput : struct, IInput, allows ref struct
        where TProbs : struct, IMemory<ushort>, allows ref struct
    {
        nint symbol = 1;
        nint end = (nint)1 << bits;
        do
        {
            symbol = (symbol << 1) | Bit(ref range, ref code, probs, tree + symbol, input, ref ip);
        }
        while (symbol < end);

        return symbol;
    }

    /// <summary>A tree of modelled bits, least significant first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ReverseTree<TInput, TProbs>(
        ref uint range, ref uint code, TProbs probs, nint tree, int bits, TInput input, ref nint ip)
        where TInput : struct, IInput, allows ref struct
        where TProbs : struct, IMemory<ushort>, allows ref struct
    {
        nint symbol = 1;
        uint value = 0;
        for (int i = 0; i < bits; i++)
        {
            nint bit = Bit(ref range, ref code, probs, tree + symbol, input, ref ip);
            symbol = (symbol << 1) | bit;
            value |= (uint)bit << i;
        }

        return value;
    }

    /// <summary>Bits without a model, each with the probability one half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Direct<TInput>(ref uint range, ref uint code, int bits, TInput input, ref nint ip)
        where TInput : struct, IInput, allows ref struct
    {
        uint value = 0;
        do
        {
            if (range < LzmaFormat.RangeTop)
            {
                range <<= 8;
                code = (code << 8) | input[ip++];
            }

            range >>= 1;
            uint below = (code - range) >> 31;
            code -= range & (below - 1);
            value = (value << 1) + 1 - below;
        }
        while (--bits > 0);

        return value;
    }
}
