using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Filters;

/// <summary>
/// The branch converter for IA-64. Code comes in bundles of 16 bytes: a template of five bits and three instructions of
/// 41 bits. The template tells which of them are branches; converted is br.call with an address relative to its bundle,
/// whose 21 bits count bundles (Intel Itanium Architecture Software Developer's Manual, volume 3, sections 4.1 and 4.5,
/// format B3).
/// </summary>
internal sealed class IA64Filter(uint startOffset, FilterDirection direction)
    : BranchFilter(FilterId.IA64, startOffset, direction)
{
    private const int BundleSize = 16;
    private const int TemplateMask = 0x1F;

    // Within an instruction: major opcode 5, bits 37-40; three bits, 9-11, that are zero in a call; 20 bits of the
    // distance from bit 13, its sign at bit 36.
    private const int OpcodeShift = 37;
    private const ulong CallMask = (0xFUL << OpcodeShift) | (0x7UL << 9);
    private const ulong Call = 0x5UL << OpcodeShift;
    private const int DistanceShift = 13;
    private const uint DistanceMask = (1 << 20) - 1;
    private const int SignShift = 36;

    /// <summary>
    /// By template without its lowest bit, which is a stop at the end: bit n is set if instruction n is a branch. The
    /// templates are MIB, MBB, BBB, MMB and MFB; all others have no branch.
    /// </summary>
    private static ReadOnlySpan<byte> BranchSlots =>
        [0, 0, 0, 0, 0, 0, 0, 0, 0b100, 0b110, 0, 0b111, 0b100, 0, 0b100, 0];

    /// <summary>Where eight bytes begin that hold the whole instruction n, and how far up it stands in them.</summary>
    private static ReadOnlySpan<byte> SlotOffset => [0, 5, 8];

    private static ReadOnlySpan<byte> SlotShift => [5, 6, 23];

    /// <inheritdoc/>
    /// <remarks>At most 15 bytes are left.</remarks>
    protected override int Convert(Span<byte> buffer, uint address)
    {
        int position = 0;
        for (; position <= buffer.Length - BundleSize; position += BundleSize)
        {
            Span<byte> bundle = buffer.Slice(position, BundleSize);
            int slots = BranchSlots[(bundle[0] & TemplateMask) / 2];
            for (int slot = 0; slots != 0; slot++, slots >>= 1)
            {
                if ((slots & 1) != 0)
                    ConvertInstruction(bundle, slot, (address + (uint)position) / BundleSize);
            }
        }

        return position;
    }

    /// <param name="bundle">The bundle.</param>
    /// <param name="slot">Which of its instructions, 0 to 2.</param>
    /// <param name="address">Where the bundle stands, in bundles.</param>
    private void ConvertInstruction(Span<byte> bundle, int slot, uint address)
    {
        Span<byte> bytes = bundle.Slice(SlotOffset[slot], sizeof(ulong));
        int shift = SlotShift[slot];
        ulong all = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        ulong instruction = all >> shift;
        if ((instruction & CallMask) != Call)
            return;

        ulong distance = ((instruction >> DistanceShift) & DistanceMask)
            | (((instruction >> SignShift) & 1) << 20);
        distance += Sign * address;
        ulong fields = ((ulong)DistanceMask << DistanceShift) | (1UL << SignShift);
        ulong moved = ((distance & DistanceMask) << DistanceShift) | (((distance >> 20) & 1) << SignShift);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (all & ~(fields << shift)) | (moved << shift));
    }
}
