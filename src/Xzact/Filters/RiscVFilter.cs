using System.Buffers.Binary;
using System.Numerics;
using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// The branch converter for RISC-V, 32 and 64 bits: JAL that links to x1 or x5, and AUIPC together with the instruction
/// behind it (The RISC-V Instruction Set Manual, volume I, sections 2.5 and 2.4).
/// </summary>
/// <remarks>
/// <para>
/// A pair is AUIPC, the upper 20 bits of a distance, and any instruction of four bytes whose first source register is
/// the one that AUIPC sets; its own 12 bits, with their sign, are the rest of the distance. A pair becomes a packed
/// pair: an AUIPC that sets x2, the stack pointer, as code hardly ever does, with the lower 20 bits of the second
/// instruction in place of its own; and the address, big-endian, so that its steadier bytes come first. The register of
/// the first instruction is not lost: the second one names it.
/// </para>
/// <para>
/// Data may look like a packed pair already. It is then unpacked by the encoder, and packed again by the decoder, in
/// the same way but without an address and little-endian. So each direction turns pairs into packed pairs and the other
/// way round, and nothing is ambiguous. AUIPC that sets x0 is never touched: landing pads are written so.
/// </para>
/// </remarks>
internal sealed class RiscVFilter(uint startOffset, FilterDirection direction)
    : BranchFilter(FilterId.RiscV, startOffset, direction)
{
    private const int Step = 2;
    private const int InstructionSize = sizeof(uint);
    private const int PairSize = 2 * InstructionSize;

    /// <summary>
    /// How far to go on behind an AUIPC without its partner: as far that the first two bytes of the second instruction
    /// stay as they are. If they were converted, the two could become a pair.
    /// </summary>
    private const int LoneAuipcSize = 6;

    // JAL with the registers x1 and x5, which differ in one bit of the field that begins at bit 7.
    private const uint JalMask = 0xDFF;
    private const uint Jal = 0x0EF;

    private const uint OpcodeMask = 0x7F;
    private const uint Auipc = 0x17;
    private const uint LowerMask = 0xFFF;
    private const int LowerBits = 12;

    private const int TargetShift = 7;
    private const int SourceShift = 15;
    private const uint RegisterMask = 0x1F;

    /// <summary>Both low bits are set in every instruction that has four bytes.</summary>
    private const uint LongMask = 3;

    /// <summary>x2: the register that marks a packed pair.</summary>
    private const uint Mark = 2;

    /// <inheritdoc/>
    /// <remarks>At most seven bytes are left.</remarks>
    protected override int Convert(Span<byte> buffer, uint address)
    {
        int position = InstructionSearch.IsSupported ? ConvertBlocks(buffer, address) : 0;
        while (position <= buffer.Length - PairSize)
        {
            position += ConvertOne(buffer.Slice(position, PairSize), address + (uint)position);
        }

        return position;
    }

    /// <summary>Converts whole blocks; returns where to go on, at the end of the last one or behind it.</summary>
    private int ConvertBlocks(Span<byte> buffer, uint address)
    {
        // The low half of an instruction tells. What a conversion changes lies before where it goes on, so that what
        // was found behind it stays true.
        var pattern = new InstructionPattern<ushort>((ushort)OpcodeMask, (ushort)Auipc, (ushort)JalMask, (ushort)Jal);
        int position = 0;
        int start = 0;
        for (; start <= buffer.Length - InstructionSearch.BlockSize - PairSize; start += InstructionSearch.BlockSize)
        {
            uint found = InstructionSearch.Find(buffer[start..], pattern);
            for (; found != 0; found &= found - 1)
            {
                int instruction = start + BitOperations.TrailingZeroCount(found);
                if (instruction >= position)
                {
                    Span<byte> bytes = buffer.Slice(instruction, PairSize);
                    position = instruction + ConvertOne(bytes, address + (uint)instruction);
                }
            }
        }

        return Math.Max(position, start);
    }

    /// <summary>Converts what the bytes begin with and returns how far to go on.</summary>
    private int ConvertOne(Span<byte> bytes, uint address)
    {
        uint instruction = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if ((instruction & OpcodeMask) == Auipc)
        {
            return ConvertAuipc(bytes, instruction, address);
        }

        if ((instruction & JalMask) == Jal)
        {
            ConvertJal(bytes, instruction, address);
            return InstructionSize;
        }

        return Step;
    }

    private void ConvertJal(Span<byte> bytes, uint instruction, uint address)
    {
        uint operand = Direction == FilterDirection.Encode
            ? JalOfAddress(DistanceOfJal(instruction) + address)
            : JalOfDistance(AddressOfJal(instruction) - address);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (instruction & LowerMask) | operand);
    }

    // The J-type layout: bit 20 of the distance at bit 31, then 10 to 1, then 11, then 19 to 12 at bit 12.
    private static uint DistanceOfJal(uint instruction) =>
        ((instruction >> 31) << 20) | (((instruction >> 21) & 0x3FF) << 1) | (((instruction >> 20) & 1) << 11)
            | (instruction & 0xFF000);

    private static uint JalOfDistance(uint distance) =>
        ((distance >> 20) << 31) | (((distance >> 1) & 0x3FF) << 21) | (((distance >> 11) & 1) << 20)
            | (distance & 0xFF000);

    // Converted: bits 20 to 1 of the address from the most significant one on, byte by byte.
    private static uint AddressOfJal(uint instruction) =>
        (((instruction >> 12) & 0xF) << 17) | (((instruction >> 16) & 0xFF) << 9) | ((instruction >> 24) << 1);

    private static uint JalOfAddress(uint address) =>
        (((address >> 17) & 0xF) << 12) | (((address >> 9) & 0xFF) << 16) | (((address >> 1) & 0xFF) << 24);

    /// <summary>Converts what begins with AUIPC and returns how far to go on.</summary>
    private int ConvertAuipc(Span<byte> bytes, uint first, uint address)
    {
        bool encode = Direction == FilterDirection.Encode;
        Span<byte> partner = bytes[InstructionSize..];
        uint target = (first >> TargetShift) & RegisterMask;
        if (target is not (0 or Mark))
        {
            uint second = BinaryPrimitives.ReadUInt32LittleEndian(partner);
            if ((second & LongMask) != LongMask || ((second >> SourceShift) & RegisterMask) != target)
                return LoneAuipcSize;

            uint upper = first & ~LowerMask;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, Auipc | (Mark << TargetShift) | (second << LowerBits));
            if (encode)
                BinaryPrimitives.WriteUInt32BigEndian(partner, upper + (uint)((int)second >> 20) + address);
            else
                BinaryPrimitives.WriteUInt32LittleEndian(partner, upper + (second >> 20));
            return PairSize;
        }

        // Of the second instruction, AUIPC's upper 20 bits would be the lower ones.
        uint packed = first >> LowerBits;
        uint source = (packed >> SourceShift) & RegisterMask;
        if (target != Mark || (packed & LongMask) != LongMask || source is 0 or Mark)
            return InstructionSize;

        // Where the lower 12 bits of a distance are negative, the upper 20 make up for it.
        const uint HalfOfLower = 1 << (LowerBits - 1);
        uint distance = encode
            ? BinaryPrimitives.ReadUInt32LittleEndian(partner)
            : BinaryPrimitives.ReadUInt32BigEndian(partner) - address;
        uint rounded = encode ? distance : distance + HalfOfLower;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Auipc | (source << TargetShift) | (rounded & ~LowerMask));
        BinaryPrimitives.WriteUInt32LittleEndian(partner, packed | (distance << 20));
        return PairSize;
    }
}
