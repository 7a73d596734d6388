using System.Runtime.InteropServices;

namespace Xzact.Audit.Elf;

/// <summary>Something about a file that breaks the specification or leads out of the file.</summary>
/// <param name="What">What and why, in one sentence.</param>
/// <param name="Offset">Byte offset in the file.</param>
internal sealed record ElfFault(string What, long Offset);

/// <summary>The header of a file (System V ABI, chapter 4, "ELF Header").</summary>
/// <param name="Type">What it is for.</param>
/// <param name="Machine">For which processor.</param>
/// <param name="Abi">e_ident[EI_OSABI].</param>
/// <param name="Entry">The address where it begins to run; 0 if none.</param>
/// <param name="Segments">Where the program header table is.</param>
/// <param name="Sections">Where the section header table is.</param>
internal sealed record ElfHeader(
    ElfType Type, ElfMachine Machine, byte Abi, ulong Entry, ElfTable Segments, ElfTable Sections);

/// <summary>A table of equal entries, as the header states it.</summary>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="EntryLength">Length of an entry in bytes.</param>
/// <param name="Count">How many entries.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfTable(ulong Offset, int EntryLength, uint Count);

/// <summary>A segment: what the loader maps.</summary>
internal sealed record ElfSegment(
    ElfSegmentType Type, ElfSegmentFlags Flags, ulong Offset, ulong Address, ulong FileLength, ulong MemoryLength,
    ulong Alignment)
{
    public bool HasAddress(ulong address) => address >= Address && address - Address < MemoryLength;
}

/// <summary>A section: what the linker made.</summary>
/// <param name="Index">Its index in the table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Address">Where it is mapped; 0 if it is not.</param>
/// <param name="Offset">Byte offset in the file.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Link">The index of a section that belongs to it.</param>
/// <param name="Info">More, by type.</param>
/// <param name="EntryLength">Length of an entry in bytes; 0 if it has none.</param>
internal sealed record ElfSection(
    int Index, string Name, ElfSectionType Type, ElfSectionFlags Flags, ulong Address, ulong Offset, ulong Length,
    uint Link, uint Info, ulong EntryLength)
{
    public bool HasContent => Type is not (ElfSectionType.Null or ElfSectionType.NoBits);

    public bool HasAddress(ulong address) =>
        (Flags & ElfSectionFlags.Allocate) != ElfSectionFlags.None && address >= Address && address - Address < Length;
}

/// <summary>An entry of a symbol table. Names are read when asked for.</summary>
/// <param name="NameOffset">Offset of the name in the table of strings.</param>
/// <param name="Value">Its address, mostly.</param>
/// <param name="Length">Length in bytes of what it names.</param>
/// <param name="Info">st_info.</param>
/// <param name="Section">st_shndx: 0 is used here and defined elsewhere.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfSymbol(uint NameOffset, ulong Value, ulong Length, byte Info, ushort Section)
{
    public ElfSymbolType Type => (ElfSymbolType)(Info & 15);

    public ElfBinding Binding => (ElfBinding)(Info >> 4);

    public bool IsDefined => Section != 0;
}

/// <summary>A relocation of any of the three forms.</summary>
/// <param name="Address">The place that is changed: an address, or in an object file an offset in a section.</param>
/// <param name="Type">The type by the processor's supplement.</param>
/// <param name="Symbol">Index in the symbol table; 0 for none.</param>
/// <param name="Addend">What is added; of a form without one, what stands in the place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfRelocation(ulong Address, uint Type, uint Symbol, long Addend);

/// <summary>A note.</summary>
/// <param name="Name">Who defines it, such as <c>GNU</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Content">What it says.</param>
internal sealed record ElfNote(string Name, uint Type, ReadOnlyMemory<byte> Content);

/// <summary>An entry of the dynamic section.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ElfDynamicEntry(ElfDynamicTag Tag, ulong Value);

/// <summary>A version that a file asks of another one, or defines.</summary>
/// <param name="Library">The file that is asked; null for its own definitions.</param>
/// <param name="Name">The version's name.</param>
/// <param name="Index">The number by which symbols refer to it.</param>
internal sealed record ElfVersion(string? Library, string Name, int Index);
