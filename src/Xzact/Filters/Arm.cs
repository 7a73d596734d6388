using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// ARM (32-bit, little-endian): BL under the condition "always", the high byte EB. Its 24 bits count words from the
/// program counter, which is two instructions ahead (Arm Architecture Reference Manual, A32 encoding A1 of BL).
/// </summary>
internal readonly struct Arm : IInstructionSet
{
    private const uint OpcodeMask = 0xFF000000;
    private const uint BranchWithLink = 0xEB000000;
    private const uint ProgramCounterLead = 8;

    public static FilterId Id => FilterId.Arm;

    public static bool IsBigEndian => false;

    public static InstructionPattern<uint> Candidates =>
        new(OpcodeMask, BranchWithLink, OpcodeMask, BranchWithLink);

    public static bool IsBranch(uint instruction) => (instruction & OpcodeMask) == BranchWithLink;

    public static uint Convert(uint instruction, uint address, uint sign)
    {
        uint words = (address + ProgramCounterLead) / sizeof(uint);
        return BranchWithLink | ((instruction + (sign * words)) & ~OpcodeMask);
    }
}
