using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// PowerPC (big-endian): bl, the I-form branch (primary opcode 18) that is relative (AA clear) and sets the link
/// register (LK set). Its distance has 26 bits, the low two of which are zero and hold AA and LK (Power ISA, section
/// 2.4, Branch Instructions).
/// </summary>
internal readonly struct PowerPC : IInstructionSet
{
    private const uint DistanceMask = 0x03FFFFFC;
    private const uint BranchWithLink = 0x48000001;

    public static FilterId Id => FilterId.PowerPC;

    public static bool IsBigEndian => true;

    public static InstructionPattern<uint> Candidates =>
        new(~DistanceMask, BranchWithLink, ~DistanceMask, BranchWithLink);

    public static bool IsBranch(uint instruction) => (instruction & ~DistanceMask) == BranchWithLink;

    public static uint Convert(uint instruction, uint address, uint sign) =>
        BranchWithLink | ((instruction + (sign * address)) & DistanceMask);
}
