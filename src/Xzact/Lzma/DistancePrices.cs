using System.Runtime.CompilerServices;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Lzma;

/// <summary>The prices of match distances, computed anew after a number of matches were encoded.</summary>
internal sealed class DistancePrices
{
    /// <summary>Matches that are encoded between two updates; see decision 0015.</summary>
    private const int MatchesPerUpdate = 32;

    private readonly uint[] _slots = new uint[LzmaFormat.LengthStates << LzmaFormat.SlotBits];
    private readonly uint[] _full = new uint[LzmaFormat.LengthStates * LzmaFormat.FullDistances];
    private readonly uint[] _align = new uint[LzmaFormat.AlignSize];
    private int _slotCount;
    private int _matches;
    private int _aligned;

    /// <summary>Computes every price.</summary>
    /// <param name="probs">The model.</param>
    /// <param name="dictionarySize">No longer distance will be priced.</param>
    public void Reset(ReadOnlySpan<ushort> probs, uint dictionarySize)
    {
        _slotCount = (int)DistanceSlot.Of(dictionarySize - 1) + 1;
        UpdateDistances(probs);
        UpdateAlign(probs);
    }

    /// <summary>The price of a distance, minus one, for a length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Of(uint distance, int length)
    {
        int lengthState = DistanceSlot.LengthState(length);
        if (distance < LzmaFormat.FullDistances)
        {
            return _full[(lengthState * LzmaFormat.FullDistances) + (int)distance];
        }

        uint slot = DistanceSlot.Of(distance);
        return _slots[(lengthState << LzmaFormat.SlotBits) + (int)slot] + _align[distance & (LzmaFormat.AlignSize - 1)];
    }

    /// <summary>A match was encoded.</summary>
    public void Encoded(ReadOnlySpan<ushort> probs, uint distance)
    {
        if (distance >= LzmaFormat.FullDistances && ++_aligned >= LzmaFormat.AlignSize)
        {
            UpdateAlign(probs);
        }

        if (++_matches >= MatchesPerUpdate)
        {
            UpdateDistances(probs);
        }
    }

    private void UpdateAlign(ReadOnlySpan<ushort> probs)
    {
        _aligned = 0;
        for (uint i = 0; i < _align.Length; i++)
        {
            _align[i] = BitPrice.ReverseTree(probs[LzmaModel.DistanceAlign..], i, LzmaFormat.AlignBits);
        }
    }

    private void UpdateDistances(ReadOnlySpan<ushort> probs)
    {
        _matches = 0;
        for (int lengthState = 0; lengthState < LzmaFormat.LengthStates; lengthState++)
        {
            Span<uint> slots = _slots.AsSpan(lengthState << LzmaFormat.SlotBits, LzmaFormat.Slots);
            ReadOnlySpan<ushort> tree = probs[(LzmaModel.DistanceSlot + (lengthState << LzmaFormat.SlotBits))..];
            BitPrice.FillTree(tree, LzmaFormat.SlotBits, 0, slots[.._slotCount]);
            for (uint slot = LzmaFormat.DirectSlotStart; slot < _slotCount; slot++)
            {
                slots[(int)slot] += BitPrice.Direct(DistanceSlot.FooterBits(slot) - LzmaFormat.AlignBits);
            }

            Span<uint> full = _full.AsSpan(lengthState * LzmaFormat.FullDistances, LzmaFormat.FullDistances);
            slots[..LzmaFormat.FooterSlotStart].CopyTo(full);
        }

        for (uint distance = LzmaFormat.FooterSlotStart; distance < LzmaFormat.FullDistances; distance++)
        {
            uint slot = DistanceSlot.Of(distance);
            uint start = DistanceSlot.Base(slot);
            ReadOnlySpan<ushort> tree = probs[(int)(LzmaModel.DistanceSpecial + start - slot)..];
            uint footer = BitPrice.ReverseTree(tree, distance - start, DistanceSlot.FooterBits(slot));
            for (int lengthState = 0; lengthState < LzmaFormat.LengthStates; lengthState++)
            {
                _full[(lengthState * LzmaFormat.FullDistances) + (int)distance] =
                    footer + _slots[(lengthState << LzmaFormat.SlotBits) + (int)slot];
            }
        }
    }
}
