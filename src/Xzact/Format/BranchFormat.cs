namespace Xzact.Format;

/// <summary>The branch converters. The .xz File Format 1.2.1, section 5.3.2.</summary>
internal static class BranchFormat
{
    /// <summary>
    /// The alignment of a branch converter in bytes, of which its start offset must be a multiple: 1, 2, 4 or 16; zero
    /// for a filter that is none.
    /// </summary>
    public static uint Alignment(FilterId id) => id switch
    {
        FilterId.X86 => 1,
        FilterId.ArmThumb or FilterId.RiscV => 2,
        FilterId.PowerPC or FilterId.Arm or FilterId.Sparc or FilterId.Arm64 => 4,
        FilterId.IA64 => 16,
        _ => 0,
    };

    /// <summary>Whether the filter is a branch converter.</summary>
    public static bool IsBranch(this FilterId id) => Alignment(id) != 0;
}
