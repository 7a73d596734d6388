using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// SPARC (big-endian): CALL, 01 in the two high bits and a distance of 30 bits in words (The SPARC Architecture Manual,
/// format 1). Converted if the distance lies within ±16 MiB, that is, if its 8 high bits repeat the sign; what comes
/// out is kept in the same range.
/// </summary>
internal readonly struct Sparc : IInstructionSet
{
    private const uint Call = 0x40000000;
    private const uint DistanceMask = 0x3FFFFFFF;

    /// <summary>Bits of a distance that is converted, its sign included.</summary>
    private const int SignificantBits = 23;

    // The bits above the significant ones less their sign: opcode and eight copies of the sign.
    private const int HighShift = SignificantBits - 1;
    private const uint HighOfPositive = Call >> HighShift;
    private const uint HighOfNegative = (Call | DistanceMask) >> HighShift;

    public static FilterId Id => FilterId.Sparc;

    public static bool IsBigEndian => true;

    public static InstructionPattern<uint> Candidates => new(
        uint.MaxValue << HighShift,
        HighOfPositive << HighShift,
        uint.MaxValue << HighShift,
        HighOfNegative << HighShift);

    public static bool IsBranch(uint instruction) => instruction >> HighShift is HighOfPositive or HighOfNegative;

    public static uint Convert(uint instruction, uint address, uint sign)
    {
        const int Unused = 32 - SignificantBits;
        uint words = instruction + (sign * (address / sizeof(uint)));
        return Call | ((uint)((int)(words << Unused) >> Unused) & DistanceMask);
    }
}
