using System.Buffers.Binary;
using System.Numerics;
using Xzact.Format;
using Xzact.Kernels;

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
        int position = InstructionSearch.IsSupported ? ConvertBlocks(buffer, address) : 0;
        while (position <= buffer.Length - InstructionSize)
        {
            position += TryConvert(buffer.Slice(position, InstructionSize), address + (uint)position)
                ? InstructionSize
                : HalfwordSize;
        }

        return position;
    }

    /// <summary>Converts whole blocks; returns where to go on, behind the last instruction of them.</summary>
    private int ConvertBlocks(Span<byte> buffer, uint address)
    {
        // No instruction overlaps another one: the second half of one is never the first half of another.
        var pattern = new InstructionPattern<uint>(OpcodeMask, BranchWithLink, OpcodeMask, BranchWithLink);
        int position = 0;
        int end = 0;
        for (; position <= buffer.Length - InstructionSearch.BlockSize - HalfwordSize;
            position += InstructionSearch.BlockSize)
        {
            uint found = InstructionSearch.Find(buffer[position..], pattern)
                | (InstructionSearch.Find(buffer[(position + HalfwordSize)..], pattern) << HalfwordSize);
            for (; found != 0; found &= found - 1)
            {
                int instruction = position + BitOperations.TrailingZeroCount(found);
                TryConvert(buffer.Slice(instruction, InstructionSize), address + (uint)instruction);
                end = instruction + InstructionSize;
            }
        }

        return Math.Max(position, end);
    }

    private bool TryConvert(Span<byte> bytes, uint address)
    {
        uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if ((instruction & OpcodeMask) != BranchWithLink)
        {
            return false;
        }

        uint halfwords = ((instruction & PartMask) << PartBits) | ((instruction >> 16) & PartMask);
        halfwords += Sign * ((address + ProgramCounterLead) / HalfwordSize);
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes, BranchWithLink | ((halfwords >> PartBits) & PartMask) | ((halfwords & PartMask) << 16));
        return true;
    }
}
