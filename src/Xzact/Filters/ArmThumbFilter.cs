using System.Buffers.Binary;
using Xzact.Format;

namespace Xzact.Filters;

/// <summary>
/// The branch converter for ARM's Thumb code: BL, two halfwords 11110 and 11111 with 11 bits each, the high ones first,
/// of a distance in halfwords from the program counter, which is four bytes ahead (Arm Architecture Reference Manual,
/// T32 encoding T1 of BL, as it was before Thumb-2).
/// </summary>
internal sealed class ArmThumbFilter(uint startOffset, FilterDirection direction)
    : BranchFilter(FilterId.ArmThumb, startOffset, direction)
{
    private const int HalfwordSize = sizeof(ushort);
    private const int InstructionSize = 2 * HalfwordSize;
    private const uint ProgramCounterLead = 4;

    // Both halfwords read as one little-endian number: the first one is the low half.
    private const uint OpcodeMask = 0xF800F800;
    private const uint BranchWithLink = 0xF800F000;
    private const int PartBits = 11;
    private const uint PartMask = (1 << PartBits) - 1;

    /// <inheritdoc/>
    /// <remarks>At most three bytes are left.</remarks>
    protected override int Convert(Span<byte> buffer, uint address)
    {
        int position = 0;
        while (position <= buffer.Length - InstructionSize)
        {
            Span<byte> bytes = buffer.Slice(position, InstructionSize);
            uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if ((instruction & OpcodeMask) != BranchWithLink)
            {
                position += HalfwordSize;
                continue;
            }

            uint halfwords = ((instruction & PartMask) << PartBits) | ((instruction >> 16) & PartMask);
            halfwords += Sign * ((address + (uint)position + ProgramCounterLead) / HalfwordSize);
            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes, BranchWithLink | ((halfwords >> PartBits) & PartMask) | ((halfwords & PartMask) << 16));
            position += InstructionSize;
        }

        return position;
    }
}
