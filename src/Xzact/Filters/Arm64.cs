using Xzact.Format;
using Xzact.Kernels;

namespace Xzact.Filters;

/// <summary>
/// ARM64: BL, a distance of 26 bits in words; and ADRP, a distance of 21 bits in pages of 4 KiB (Arm Architecture
/// Reference Manual, A64, C6.2).
/// </summary>
/// <remarks>
/// Of ADRP only what lies within ±512 MiB is converted, 18 bits with their sign: it is rare in code that it does not,
/// and each bit that must fit spares data that is no code. What comes out is kept in the same range.
/// </remarks>
internal readonly struct Arm64 : IInstructionSet
{
    private const uint BranchWithLinkMask = 0xFC000000;
    private const uint BranchWithLink = 0x94000000;

    private const uint AddressOfPageMask = 0x9F000000;
    private const uint AddressOfPage = 0x90000000;
    private const uint RegisterMask = 0x1F;
    private const int PageSizeLog2 = 12;

    // The two low bits of ADRP's distance stand at bit 29, the 19 others at bit 5.
    private const int LowBits = 2;
    private const uint LowMask = (1 << LowBits) - 1;
    private const int LowShift = 29;
    private const int HighShift = 5;
    private const uint HighMask = (1 << 19) - 1;

    /// <summary>Bits of a distance of ADRP that is converted, its sign included.</summary>
    private const int SignificantBits = 18;
    private const int UnusedBits = 32 - SignificantBits;

    /// <summary>Of the high part: the sign and the bits above it, which must repeat it.</summary>
    private const uint SignMask = HighMask & (HighMask << (SignificantBits - 1 - LowBits));

    public static FilterId Id => FilterId.Arm64;

    public static bool IsBigEndian => false;

    public static InstructionPattern<uint> Candidates =>
        new(BranchWithLinkMask, BranchWithLink, AddressOfPageMask, AddressOfPage);

    public static bool IsBranch(uint instruction) => IsBranchWithLink(instruction) || IsNearAddressOfPage(instruction);

    public static uint Convert(uint instruction, uint address, uint sign)
    {
        if (IsBranchWithLink(instruction))
            return BranchWithLink | ((instruction + (sign * (address / sizeof(uint)))) & ~BranchWithLinkMask);

        uint pages = ((instruction >> LowShift) & LowMask) | (((instruction >> HighShift) & HighMask) << LowBits);
        pages += sign * (address >> PageSizeLog2);
        pages = (uint)((int)(pages << UnusedBits) >> UnusedBits);
        return AddressOfPage | (instruction & RegisterMask)
            | ((pages & LowMask) << LowShift) | (((pages >> LowBits) & HighMask) << HighShift);
    }

    private static bool IsBranchWithLink(uint instruction) => (instruction & BranchWithLinkMask) == BranchWithLink;

    private static bool IsNearAddressOfPage(uint instruction) =>
        (instruction & AddressOfPageMask) == AddressOfPage
        && ((instruction >> HighShift) & SignMask) is 0 or SignMask;
}
