namespace Xzact.Audit.Elf;

/// <summary>e_type: what a file is for.</summary>
internal enum ElfType
{
    None = 0,
    Relocatable = 1,
    Executable = 2,
    Shared = 3,
    Core = 4,
}

/// <summary>e_machine, where something here depends on it.</summary>
internal enum ElfMachine
{
    None = 0,
    Sparc = 2,
    I386 = 3,
    Mips = 8,
    PowerPc = 20,
    PowerPc64 = 21,
    S390 = 22,
    Arm = 40,
    SparcV9 = 43,
    Ia64 = 50,
    X8664 = 62,
    AArch64 = 183,
    RiscV = 243,
    Bpf = 247,
    LoongArch = 258,
}

/// <summary>sh_type, where something here depends on it.</summary>
internal enum ElfSectionType : uint
{
    Null = 0,
    ProgramBits = 1,
    SymbolTable = 2,
    StringTable = 3,
    RelocationsWithAddend = 4,
    Dynamic = 6,
    Note = 7,
    NoBits = 8,
    Relocations = 9,
    DynamicSymbols = 11,
    CompactRelocations = 19,
}

/// <summary>sh_flags.</summary>
[Flags]
internal enum ElfSectionFlags : uint
{
    None = 0,
    Write = 1,
    Allocate = 2,
    Execute = 4,
}

/// <summary>p_type, where something here depends on it.</summary>
internal enum ElfSegmentType : uint
{
    Null = 0,
    Load = 1,
    Dynamic = 2,
    Interpreter = 3,
    Note = 4,
    Stack = 0x6474E551,
    RelocationReadOnly = 0x6474E552,
}

/// <summary>p_flags.</summary>
[Flags]
internal enum ElfSegmentFlags : uint
{
    None = 0,
    Execute = 1,
    Write = 2,
    Read = 4,
}

/// <summary>d_tag, where something here depends on it.</summary>
internal enum ElfDynamicTag : ulong
{
    Null = 0,
    Needed = 1,
    PltRelocationsSize = 2,
    Hash = 4,
    StringTable = 5,
    SymbolTable = 6,
    Rela = 7,
    RelaSize = 8,
    StringTableSize = 10,
    Init = 12,
    Fini = 13,
    SharedName = 14,
    RunPathOld = 15,
    Rel = 17,
    RelSize = 18,
    PltRelocationKind = 20,
    TextRelocations = 22,
    PltRelocations = 23,
    BindNow = 24,
    InitArray = 25,
    FiniArray = 26,
    InitArraySize = 27,
    FiniArraySize = 28,
    RunPath = 29,
    Flags = 30,
    PreInitArray = 32,
    PreInitArraySize = 33,
    CompactSize = 35,
    Compact = 36,
    GnuHash = 0x6FFFFEF5,
    DependencyAudit = 0x6FFFFEFB,
    Audit = 0x6FFFFEFC,
    VersionSymbols = 0x6FFFFFF0,
    Flags1 = 0x6FFFFFFB,
    VersionDefinitions = 0x6FFFFFFC,
    VersionDefinitionsCount = 0x6FFFFFFD,
    VersionNeeds = 0x6FFFFFFE,
    VersionNeedsCount = 0x6FFFFFFF,
}

/// <summary>The low half of st_info.</summary>
internal enum ElfSymbolType
{
    None = 0,
    Object = 1,
    Function = 2,
    Section = 3,
    File = 4,
    Common = 5,
    ThreadLocal = 6,
    IndirectFunction = 10,
}

/// <summary>The high half of st_info.</summary>
internal enum ElfBinding
{
    Local = 0,
    Global = 1,
    Weak = 2,
    Unique = 10,
}

/// <summary>What a relocation makes of its place, as far as something here depends on it.</summary>
internal enum ElfRelocationKind
{
    /// <summary>Any other.</summary>
    Other,

    /// <summary>The address of something in this file.</summary>
    Relative,

    /// <summary>What a function of this file returns, which is called for it while the file is loaded.</summary>
    IndirectRelative,

    /// <summary>The address of a symbol.</summary>
    Symbol,
}
