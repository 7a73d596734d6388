// Written by tests/Xzact.Conventions.Tests/Generated/LzmaDecodeFastText.cs; change that and run its test with
// XZACT_UPDATE_SNAPSHOTS=1.
#nullable enable
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xzact.Format;

namespace Xzact.Kernels;

/// <summary>
/// <see cref="LzmaDecodeLoop"/> with pointers, for processes of 64 bits: the same states, the same bounds, the same
/// stops.
/// </summary>
internal static unsafe class LzmaDecodeFast
{
    /// <summary>
    /// Byte n: where the slot's tree lies if the bits of a short length so far lead to node n and the last one is zero;
    /// counted from the first of those trees, which is that of the shortest length.
    /// </summary>
    private const ulong SlotTreeIfZero = 0xC0C0_8000_0000_0000;

    /// <summary>The same if the last bit is one.</summary>
    private const ulong SlotTreeIfOne = 0xC0C0_C040_0000_0000;

    /// <summary>See <see cref="LzmaDecodeLoop.Run"/>, whose guarantees the caller gives.</summary>
    // SAFETY: as LzmaDecodeLoop.Run with RawBytes, RawMemory and RawInput, whose notes say which indexes are used. Besides:
    // the copy of a match is put off until the next symbol is known; it stays within what the window guaranteed when the
    // match was decoded, because nothing moves the window in between and every way out makes it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static LzmaStop Run(
    ref LzmaDecoderState s,
    ref WindowCursor w,
    byte* window,
    ushort* probs,
    byte* input,
    ref nint inputPosition,
    nint inputLimit)
    {
        nuint range = s.Range;
        nuint code = (nuint)s.Code;
        nuint state = (nuint)s.State;
        nuint rep0 = s.Rep0;
        nuint rep1 = s.Rep1;
        nuint rep2 = s.Rep2;
        nuint rep3 = s.Rep3;
        nuint literalMask = (nuint)s.LiteralPositionMask;
        nuint positionMask = (nuint)s.PositionMask;
        int lc = s.Lc;
        nint historyStart = w.HistoryStart;
        nuint dictionarySize = (nuint)w.DictionarySize;
        nint wrapJump = w.WrapJump;
        byte* position = window + w.Position;
        byte* limit = window + w.Limit;
        byte* ip = input + inputPosition;
        byte* ipLimit = input + inputLimit;
        byte* scratch = stackalloc byte[4 * Vector128<byte>.Count];
        byte* copyFrom = scratch;
        byte* copyTo = scratch + (2 * Vector128<byte>.Count);
        byte* copyEnd = copyTo + Vector128<byte>.Count;
        nint pending = 0;
        LzmaStop stop = LzmaStop.Limit;

        nuint bound, rise, nextByte, prob, prob0, prob1, mask, symbol, posState, length, room, slot, distance;
        nuint matched, matchBit, offset, offset0, offset1, index, still;
        nuint weight;
        int bits, zeros;
        ushort* at;
        ushort* tree;
        ushort* next = probs;
        byte* from;

        if (s.PendingLength > 0)
        {
            room = (nuint)Math.Min(s.PendingLength, limit - position);
            if (room > 0)
            {
                from = position - rep0 - 1;
                from += wrapJump & ((nint)(from - window) >> 63);
                new RawBytes(window).CopyMatch((nint)(from - window), (nint)(position - window), (nint)room);
                position += room;
            }

            pending = s.PendingLength - (nint)room;
        }

    AfterMatch:
        if (position >= limit)
        {
            goto Done;
        }

        if (ip > ipLimit)
        {
            stop = LzmaStop.Input;
            goto Done;
        }

        posState = (nuint)(position - window) & positionMask;
        at = probs + LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState;
        prob = *at;
        prob1 = probs[LzmaModel.IsRep + state];
        nextByte = *ip;
        bound = range >> LzmaFormat.ProbabilityBits;
        if (range < LzmaFormat.RangeTop)
        {
            bound = range >> (LzmaFormat.ProbabilityBits - 8);
            range <<= 8;
            ip++;
            code = (nuint)(((uint)code << 8) | (uint)nextByte);
        }

        bound *= prob;
        if (code < bound)
        {
            range = bound;
            *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
            if ((nuint)(copyTo - copyFrom) < (nuint)Vector128<byte>.Count)
            {
                CopyNear(copyTo, (nint)(copyTo - copyFrom), copyEnd);
            }
            else
            {
                do
                {
                    Vector128.Load(copyFrom).Store(copyTo);
                    copyFrom += Vector128<byte>.Count;
                    copyTo += Vector128<byte>.Count;
                }
                while (copyTo < copyEnd);
            }
            from = position - rep0 - 1;
            from += wrapJump & ((nint)(from - window) >> 63);
            tree = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
            * ((((nuint)(position - window) & literalMask) << lc) + ((nuint)position[-1] >> (8 - lc))));
            matched = (nuint)(*from) << 56;
            still = ~(nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63);
            matchBit = (nuint)((nint)matched >> 63);
            index = (still & ((matchBit & 0x100) + 0x100)) + 1;
            symbol = 1;
            prob = tree[index];
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            next = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
            * ((((nuint)(position + 1 - window) & literalMask) << lc) + ((symbol & 15) >> (4 - lc))));
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            matched += matched;
            offset = ((nuint)((nint)matched >> 63) & 0x100) + 0x100;
            offset0 = offset & still;
            offset1 = offset0 & matchBit;
            offset0 -= offset1;
            prob0 = tree[offset0 + (2 * symbol)];
            prob1 = tree[offset1 + (2 * symbol) + 1];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            matchBit &= still;
            still &= mask;
            still ^= matchBit;
            index = symbol + (offset & still);
            matchBit = (nuint)((nint)matched >> 63);
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[index] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol + 1;
            symbol += mask;
            *position++ = (byte)symbol;
            state = state - 6 + (3 & (nuint)((nint)(state - 10) >> 63));
            state &= ~(nuint)((nint)state >> 63);
            goto AfterLiteral;
        }
        else
        {
            range -= bound;
            code -= bound;
            *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
            prob = prob1;
            goto Match;
        }

    AfterLiteral:
        if (position >= limit)
        {
            goto Clean;
        }

        if (ip > ipLimit)
        {
            stop = LzmaStop.Input;
            goto Clean;
        }

        posState = (nuint)(position - window) & positionMask;
        at = probs + LzmaModel.IsMatch + (state << LzmaFormat.MaxPb) + posState;
        prob = *at;
        prob0 = next[1];
        prob1 = probs[LzmaModel.IsRep + state];
        nextByte = *ip;
        bound = range >> LzmaFormat.ProbabilityBits;
        if (range < LzmaFormat.RangeTop)
        {
            bound = range >> (LzmaFormat.ProbabilityBits - 8);
            range <<= 8;
            ip++;
            code = (nuint)(((uint)code << 8) | (uint)nextByte);
        }

        bound *= prob;
        if (code < bound)
        {
            range = bound;
            *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
            prob = prob0;
            tree = next;
            symbol = 2;
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            next = probs + LzmaModel.Literal + (LzmaFormat.LiteralCoderSize
            * ((((nuint)(position + 1 - window) & literalMask) << lc) + (((symbol - 1) & 15) >> (4 - lc))));
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            *position++ = (byte)(symbol - 1);
            state -= 3;
            state &= ~(nuint)((nint)state >> 63);
            goto AfterLiteral;
        }
        else
        {
            range -= bound;
            code -= bound;
            *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
            prob = prob1;
            copyFrom = scratch;
            copyTo = scratch + (2 * Vector128<byte>.Count);
            copyEnd = copyTo + Vector128<byte>.Count;
            goto Match;
        }

    Match:
        at = probs + LzmaModel.IsRep + state;
        prob0 = probs[LzmaModel.MatchLength];
        prob1 = probs[LzmaModel.IsRep0 + state];
        nextByte = *ip;
        bound = range >> LzmaFormat.ProbabilityBits;
        if (range < LzmaFormat.RangeTop)
        {
            bound = range >> (LzmaFormat.ProbabilityBits - 8);
            range <<= 8;
            ip++;
            code = (nuint)(((uint)code << 8) | (uint)nextByte);
        }

        bound *= prob;
        if (code < bound)
        {
            range = bound;
            *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
            prob = prob0;
            rep3 = rep2;
            rep2 = rep1;
            rep1 = rep0;
            state = 10 - (3 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));
            at = probs + LzmaModel.MatchLength + LzmaModel.LengthChoice;
            prob0 = *(probs + LzmaModel.MatchLength + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits) + 1);
            prob1 = probs[LzmaModel.MatchLength + LzmaModel.LengthChoice2];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            if (code < bound)
            {
                range = bound;
                *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                prob = prob0;
                tree = probs + LzmaModel.MatchLength + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits);
                symbol = 2;
                prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                if (Bmi1.X64.IsSupported)
                {
                    prob0 &= mask;
                    prob = prob1 & ~mask;
                    prob += prob0;
                }
                else
                {
                    prob0 -= prob1;
                    prob0 &= mask;
                    prob = prob0 + prob1;
                }
                prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                if (Bmi1.X64.IsSupported)
                {
                    prob0 &= mask;
                    prob = prob1 & ~mask;
                    prob += prob0;
                }
                else
                {
                    prob0 -= prob1;
                    prob0 &= mask;
                    prob = prob0 + prob1;
                }
                bits = (int)(8 * symbol) - 8;
                at = probs + LzmaModel.DistanceSlot + (byte)(SlotTreeIfZero >> bits);
                next = probs + LzmaModel.DistanceSlot + (byte)(SlotTreeIfOne >> bits);
                prob0 = at[1];
                prob1 = next[1];
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
                tree = (ushort*)(((nuint)at & mask) + ((nuint)next & ~mask));
                length = (symbol - 1) - LzmaFormat.LengthLowSymbols;
            }
            else
            {
                range -= bound;
                code -= bound;
                *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                prob = prob1;
                at = probs + LzmaModel.MatchLength + LzmaModel.LengthChoice2;
                prob0 = *(probs + LzmaModel.MatchLength + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits) + 1);
                prob1 = *(probs + LzmaModel.MatchLength + LzmaModel.LengthHigh + 1);
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                if (code < bound)
                {
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    prob = prob0;
                    tree = probs + LzmaModel.MatchLength + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits);
                    symbol = 2;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    length = (symbol - 1) - LzmaFormat.LengthMidSymbols + LzmaFormat.LengthLowSymbols;
                    tree = probs + LzmaModel.DistanceSlot + ((LzmaFormat.LengthStates - 1) << LzmaFormat.SlotBits);
                    prob = tree[1];
                }
                else
                {
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    prob = prob1;
                    tree = probs + LzmaModel.MatchLength + LzmaModel.LengthHigh;
                    symbol = 2;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    length = (symbol - 1) - LzmaFormat.LengthHighSymbols
                    + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
                    tree = probs + LzmaModel.DistanceSlot + ((LzmaFormat.LengthStates - 1) << LzmaFormat.SlotBits);
                    prob = tree[1];
                }
            }
            symbol = 2;
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
            prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            if (Bmi1.X64.IsSupported)
            {
                prob0 &= mask;
                prob = prob1 & ~mask;
                prob += prob0;
            }
            else
            {
                prob0 -= prob1;
                prob0 &= mask;
                prob = prob0 + prob1;
            }
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            code -= bound;
            mask = (nuint)((nint)code >> 63);
            range -= bound;
            if (Bmi1.X64.IsSupported)
            {
                bound &= mask;
                range &= ~mask;
                range += bound;
            }
            else
            {
                rise = bound - range;
                rise &= mask;
                range += rise;
                bound &= mask;
            }
            code += bound;
            tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
            symbol += symbol;
            symbol += mask;
            rep0 = (symbol - 1) - LzmaFormat.Slots;
            if (rep0 >= LzmaFormat.FooterSlotStart)
            {
                slot = rep0;
                bits = (int)(slot >> 1) - 1;
                rep0 = (2 | (slot & 1)) << bits;
                if (slot < LzmaFormat.DirectSlotStart)
                {
                    tree = probs + LzmaModel.DistanceSpecial + rep0 - slot;
                    symbol = 2;
                    weight = 1;
                    prob = tree[1];
                    do
                    {
                        prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                        prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                        nextByte = *ip;
                        bound = range >> LzmaFormat.ProbabilityBits;
                        if (range < LzmaFormat.RangeTop)
                        {
                            bound = range >> (LzmaFormat.ProbabilityBits - 8);
                            range <<= 8;
                            ip++;
                            code = (nuint)(((uint)code << 8) | (uint)nextByte);
                        }

                        bound *= prob;
                        code -= bound;
                        mask = (nuint)((nint)code >> 63);
                        range -= bound;
                        if (Bmi1.X64.IsSupported)
                        {
                            bound &= mask;
                            range &= ~mask;
                            range += bound;
                        }
                        else
                        {
                            rise = bound - range;
                            rise &= mask;
                            range += rise;
                            bound &= mask;
                        }
                        code += bound;
                        tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                        symbol += symbol;
                        symbol += mask;
                        if (Bmi1.X64.IsSupported)
                        {
                            prob0 &= mask;
                            prob = prob1 & ~mask;
                            prob += prob0;
                        }
                        else
                        {
                            prob0 -= prob1;
                            prob0 &= mask;
                            prob = prob0 + prob1;
                        }
                        rep0 += weight & ~mask;
                        weight <<= 1;
                    }
                    while (--bits != 0);
                }
                else
                {
                    bits -= LzmaFormat.AlignBits;
                    zeros = BitOperations.LeadingZeroCount((uint)range);
                    room = (nuint)((bits + zeros - 1) & 0x38);
                    symbol = ((range << 23) >> (zeros ^ 31)) << (-(bits + zeros) & 7);
                    prob0 = ((code << 32) | BinaryPrimitives.ReadUInt32BigEndian(new ReadOnlySpan<byte>(ip, sizeof(uint))))
                    >> ((40 - bits - zeros) & 0x78);
                    slot = prob0 / symbol;
                    prob0 -= slot * symbol;
                    prob1 = ((range << 8) & (((nuint)1 << (16 - zeros)) - 1)) >> 8;
                    bound = prob1 * *(nuint*)(probs + LzmaModel.HalvesFactor);
                    bound &= *(nuint*)(probs + LzmaModel.HalvesMask);
                    mask = ((slot << 8) >> bits) * *(nuint*)(probs + LzmaModel.SpreadFactor);
                    mask = (mask >> 7) & *(nuint*)(probs + LzmaModel.SpreadMask);
                    mask *= bound;
                    prob0 -= (mask >> 56) << (int)room;
                    if ((nint)prob0 >= 0 && (slot >> bits) == 0)
                    {
                        range = symbol + ((prob1 >> bits) << (int)room);
                        code = prob0;
                        ip += room >> 3;
                        rep0 += slot << LzmaFormat.AlignBits;
                    }
                    else
                    {
                        rep0 += (nuint)DirectBits((uint)range, (uint)code, ip, bits, (ulong*)scratch) << LzmaFormat.AlignBits;
                        range = (nuint)((ulong*)scratch)[0];
                        code = (nuint)((ulong*)scratch)[1];
                        ip = (byte*)((ulong*)scratch)[2];
                    }
                    Prefetch(position - rep0 - 1);
                    tree = probs + LzmaModel.DistanceAlign;
                    rep0 += LzmaFormat.AlignSize - 1;
                    prob = tree[1];
                    symbol = 2;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    rep0 += mask << 0;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    rep0 += mask << 1;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    rep0 += mask << 2;
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    rep0 += mask << 3;
                    if (rep0 == LzmaFormat.EndMarkerDistance)
                    {
                        stop = LzmaStop.EndMarker;
                        goto Done;
                    }
                }
            }
        }
        else
        {
            range -= bound;
            code -= bound;
            *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
            prob = prob1;
            if ((nint)(position - window) == historyStart)
            {
                stop = LzmaStop.BadDistance;
                goto Done;
            }
            at = probs + LzmaModel.IsRep0 + state;
            prob0 = *(probs + LzmaModel.IsRep0Long + (state << LzmaFormat.MaxPb) + posState);
            prob1 = probs[LzmaModel.IsRep1 + state];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            if (code < bound)
            {
                range = bound;
                *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                prob = prob0;
                at = probs + LzmaModel.IsRep0Long + (state << LzmaFormat.MaxPb) + posState;
                prob1 = probs[LzmaModel.RepLength];
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                if (code < bound)
                {
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    if (rep0 >= (nuint)((nint)(position - window) - historyStart) || rep0 >= dictionarySize)
                    {
                        stop = LzmaStop.BadDistance;
                        goto Done;
                    }

                    if ((nuint)(copyTo - copyFrom) < (nuint)Vector128<byte>.Count)
                    {
                        CopyNear(copyTo, (nint)(copyTo - copyFrom), copyEnd);
                    }
                    else
                    {
                        do
                        {
                            Vector128.Load(copyFrom).Store(copyTo);
                            copyFrom += Vector128<byte>.Count;
                            copyTo += Vector128<byte>.Count;
                        }
                        while (copyTo < copyEnd);
                    }
                    copyFrom = scratch;
                    copyTo = scratch + (2 * Vector128<byte>.Count);
                    copyEnd = copyTo + Vector128<byte>.Count;
                    from = position - rep0 - 1;
                    from += wrapJump & ((nint)(from - window) >> 63);
                    *position++ = *from;
                    state = 11 - (2 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));
                    goto AfterMatch;
                }
                else
                {
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    prob = prob1;
                }
            }
            else
            {
                range -= bound;
                code -= bound;
                *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                prob = prob1;
                at = probs + LzmaModel.IsRep1 + state;
                prob0 = probs[LzmaModel.RepLength];
                prob1 = probs[LzmaModel.IsRep2 + state];
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                if (code < bound)
                {
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    prob = prob0;
                    distance = rep1;
                }
                else
                {
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    prob = prob1;
                    at = probs + LzmaModel.IsRep2 + state;
                    prob0 = probs[LzmaModel.RepLength];
                    prob1 = probs[LzmaModel.RepLength];
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    if (code < bound)
                    {
                        range = bound;
                        *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                        prob = prob0;
                        distance = rep2;
                    }
                    else
                    {
                        range -= bound;
                        code -= bound;
                        *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                        prob = prob1;
                        distance = rep3;
                        rep3 = rep2;
                    }
                    rep2 = rep1;
                }
                rep1 = rep0;
                rep0 = distance;
            }
            state = 11 - (3 & (nuint)((nint)(state - LzmaFormat.LiteralStates) >> 63));
            at = probs + LzmaModel.RepLength + LzmaModel.LengthChoice;
            prob0 = *(probs + LzmaModel.RepLength + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits) + 1);
            prob1 = probs[LzmaModel.RepLength + LzmaModel.LengthChoice2];
            nextByte = *ip;
            bound = range >> LzmaFormat.ProbabilityBits;
            if (range < LzmaFormat.RangeTop)
            {
                bound = range >> (LzmaFormat.ProbabilityBits - 8);
                range <<= 8;
                ip++;
                code = (nuint)(((uint)code << 8) | (uint)nextByte);
            }

            bound *= prob;
            if (code < bound)
            {
                range = bound;
                *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                prob = prob0;
                tree = probs + LzmaModel.RepLength + LzmaModel.LengthLow + (posState << LzmaFormat.LengthLowBits);
                symbol = 2;
                prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                if (Bmi1.X64.IsSupported)
                {
                    prob0 &= mask;
                    prob = prob1 & ~mask;
                    prob += prob0;
                }
                else
                {
                    prob0 -= prob1;
                    prob0 &= mask;
                    prob = prob0 + prob1;
                }
                prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                if (Bmi1.X64.IsSupported)
                {
                    prob0 &= mask;
                    prob = prob1 & ~mask;
                    prob += prob0;
                }
                else
                {
                    prob0 -= prob1;
                    prob0 &= mask;
                    prob = prob0 + prob1;
                }
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                code -= bound;
                mask = (nuint)((nint)code >> 63);
                range -= bound;
                if (Bmi1.X64.IsSupported)
                {
                    bound &= mask;
                    range &= ~mask;
                    range += bound;
                }
                else
                {
                    rise = bound - range;
                    rise &= mask;
                    range += rise;
                    bound &= mask;
                }
                code += bound;
                tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                symbol += symbol;
                symbol += mask;
                length = (symbol - 1) - LzmaFormat.LengthLowSymbols;
            }
            else
            {
                range -= bound;
                code -= bound;
                *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                prob = prob1;
                at = probs + LzmaModel.RepLength + LzmaModel.LengthChoice2;
                prob0 = *(probs + LzmaModel.RepLength + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits) + 1);
                prob1 = *(probs + LzmaModel.RepLength + LzmaModel.LengthHigh + 1);
                nextByte = *ip;
                bound = range >> LzmaFormat.ProbabilityBits;
                if (range < LzmaFormat.RangeTop)
                {
                    bound = range >> (LzmaFormat.ProbabilityBits - 8);
                    range <<= 8;
                    ip++;
                    code = (nuint)(((uint)code << 8) | (uint)nextByte);
                }

                bound *= prob;
                if (code < bound)
                {
                    range = bound;
                    *at = (ushort)(prob + ((LzmaFormat.ProbabilityTotal - prob) >> LzmaFormat.ProbabilityShift));
                    prob = prob0;
                    tree = probs + LzmaModel.RepLength + LzmaModel.LengthMid + (posState << LzmaFormat.LengthMidBits);
                    symbol = 2;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    length = (symbol - 1) - LzmaFormat.LengthMidSymbols + LzmaFormat.LengthLowSymbols;
                }
                else
                {
                    range -= bound;
                    code -= bound;
                    *at = (ushort)(prob - (prob >> LzmaFormat.ProbabilityShift));
                    prob = prob1;
                    tree = probs + LzmaModel.RepLength + LzmaModel.LengthHigh;
                    symbol = 2;
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    prob0 = *(ushort*)((byte*)tree + (4 * symbol) - (2 * sizeof(ushort)));
                    prob1 = *(ushort*)((byte*)tree + (4 * symbol) - sizeof(ushort));
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    if (Bmi1.X64.IsSupported)
                    {
                        prob0 &= mask;
                        prob = prob1 & ~mask;
                        prob += prob0;
                    }
                    else
                    {
                        prob0 -= prob1;
                        prob0 &= mask;
                        prob = prob0 + prob1;
                    }
                    nextByte = *ip;
                    bound = range >> LzmaFormat.ProbabilityBits;
                    if (range < LzmaFormat.RangeTop)
                    {
                        bound = range >> (LzmaFormat.ProbabilityBits - 8);
                        range <<= 8;
                        ip++;
                        code = (nuint)(((uint)code << 8) | (uint)nextByte);
                    }

                    bound *= prob;
                    code -= bound;
                    mask = (nuint)((nint)code >> 63);
                    range -= bound;
                    if (Bmi1.X64.IsSupported)
                    {
                        bound &= mask;
                        range &= ~mask;
                        range += bound;
                    }
                    else
                    {
                        rise = bound - range;
                        rise &= mask;
                        range += rise;
                        bound &= mask;
                    }
                    code += bound;
                    tree[(symbol - 1)] = probs[LzmaModel.NextProbability + 1 + mask + (2 * prob)];
                    symbol += symbol;
                    symbol += mask;
                    length = (symbol - 1) - LzmaFormat.LengthHighSymbols
                    + LzmaFormat.LengthLowSymbols + LzmaFormat.LengthMidSymbols;
                }
            }
        }
        if (rep0 >= (nuint)((nint)(position - window) - historyStart) || rep0 >= dictionarySize)
        {
            stop = LzmaStop.BadDistance;
            goto Done;
        }

        if ((nuint)(copyTo - copyFrom) < (nuint)Vector128<byte>.Count)
        {
            CopyNear(copyTo, (nint)(copyTo - copyFrom), copyEnd);
        }
        else
        {
            do
            {
                Vector128.Load(copyFrom).Store(copyTo);
                copyFrom += Vector128<byte>.Count;
                copyTo += Vector128<byte>.Count;
            }
            while (copyTo < copyEnd);
        }
        copyFrom = position - rep0 - 1;
        copyFrom += wrapJump & ((nint)(copyFrom - window) >> 63);
        copyTo = position;
        length += LzmaFormat.MinMatch;
        room = (nuint)(limit - position);
        if (length > room)
        {
            pending = (nint)(length - room);
            position = limit;
            copyEnd = limit;
            goto Done;
        }

        position += length;
        copyEnd = position;
        goto AfterMatch;

    Clean:
        copyFrom = scratch;
        copyTo = scratch + (2 * Vector128<byte>.Count);
        copyEnd = copyTo + Vector128<byte>.Count;

    Done:
        if ((nuint)(copyTo - copyFrom) < (nuint)Vector128<byte>.Count)
        {
            CopyNear(copyTo, (nint)(copyTo - copyFrom), copyEnd);
        }
        else
        {
            do
            {
                Vector128.Load(copyFrom).Store(copyTo);
                copyFrom += Vector128<byte>.Count;
                copyTo += Vector128<byte>.Count;
            }
            while (copyTo < copyEnd);
        }
        s.Range = (uint)range;
        s.Code = (uint)code;
        s.State = (int)state;

        // A distance that was refused must not be there when the next literal looks back by it.
        s.Rep0 = stop == LzmaStop.BadDistance ? 0 : (uint)rep0;
        s.Rep1 = (uint)rep1;
        s.Rep2 = (uint)rep2;
        s.Rep3 = (uint)rep3;
        s.PendingLength = (int)pending;
        w.Position = (nint)(position - window);
        inputPosition = (nint)(ip - input);
        return stop;
    }

    /// <summary>Asks for the bytes of a match before they are needed.</summary>
    // SAFETY: a prefetch of any address is allowed; it does not fault.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* source)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(source);
        }
    }

    /// <summary>
    /// Bits without a model, one by one; range, code and where the input goes on are written to the result. The sign of 32
    /// bits decides, as in the C library and in the other loop, even if damaged data made the code reach the range.
    /// </summary>
    // SAFETY: reads at most four bytes of a symbol, which the caller has; writes 24 bytes of the 64 that the result has.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint DirectBits(uint range, uint code, byte* ip, int bits, ulong* result)
    {
        uint direct = 0;
        do
        {
            if (range < LzmaFormat.RangeTop)
            {
                range <<= 8;
                code = (code << 8) | *ip;
                ip++;
            }

            range >>= 1;
            code -= range;
            uint mask = (uint)((int)code >> 31);
            code += range & mask;
            direct = (2 * direct) + 1 + mask;
        }
        while (--bits != 0);

        result[0] = range;
        result[1] = code;
        result[2] = (ulong)ip;
        return direct;
    }

    /// <summary>A match whose period is shorter than a vector: the period is first repeated until it is as long.</summary>
    // SAFETY: writes [target, end + 15], as a copy by vectors does; reads what lies up to the period before it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CopyNear(byte* target, nint period, byte* end)
    {
        byte* source = target - period;
        nint step = period * ((Vector128<byte>.Count - 1 + period) / period);
        byte* first = target + Vector128<byte>.Count;
        do
        {
            *target++ = *source++;
        }
        while (target < first);

        source = target - step;
        while (target < end)
        {
            Vector128.Load(source).Store(target);
            source += Vector128<byte>.Count;
            target += Vector128<byte>.Count;
        }
    }
}
