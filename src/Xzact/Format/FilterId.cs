namespace Xzact.Format;

/// <summary>Filter IDs. The .xz File Format 1.2.1, section 5.3.</summary>
internal enum FilterId : ulong
{
    /// <summary>Delta, section 5.3.3.</summary>
    Delta = 0x03,

    /// <summary>Branch converter for x86, section 5.3.2.</summary>
    X86 = 0x04,

    PowerPC = 0x05,
    IA64 = 0x06,
    Arm = 0x07,
    ArmThumb = 0x08,
    Sparc = 0x09,
    Arm64 = 0x0A,
    RiscV = 0x0B,

    /// <summary>LZMA2, section 5.3.1.</summary>
    Lzma2 = 0x21,

    /// <summary>LZMA1 has no place in .xz; liblzma's number for it in raw chains.</summary>
    Lzma1 = 0x4000000000000001,
}
