namespace Xzact.Audit.Elf;

/// <summary>A table of symbols with its strings (System V ABI, chapter 4, "Symbol Table").</summary>
internal sealed class ElfSymbolTable
{
    private readonly ElfFile _file;
    private readonly ReadOnlyMemory<byte> _content;
    private readonly int _entryLength;

    private ElfSymbolTable(ElfFile file, ReadOnlyMemory<byte> content, ElfStrings strings)
    {
        (_file, _content, Strings) = (file, content, strings);
        _entryLength = EntryLength(file);
    }

    public ElfStrings Strings { get; }

    public int Count => _content.Length / _entryLength;

    public ElfSymbol this[int index]
    {
        get
        {
            ReadOnlySpan<byte> row = _content.Span.Slice(index * _entryLength, _entryLength);
            ElfEncoding encoding = _file.Encoding;
            return encoding.Wide
                ? new(encoding.U32(row, 0), encoding.U64(row, 8), encoding.U64(row, 16), row[4], encoding.U16(row, 6))
                : new(encoding.U32(row, 0), encoding.U32(row, 4), encoding.U32(row, 8), row[12],
                    encoding.U16(row, 14));
        }
    }

    /// <summary>The symbols in their order, the empty one at 0 left out.</summary>
    public IEnumerable<ElfSymbol> Symbols => Enumerable.Range(1, Math.Max(0, Count - 1)).Select(i => this[i]);

    /// <summary>The name of a symbol; empty if it has none or its name is outside the strings.</summary>
    public string NameOf(ElfSymbol symbol) => symbol.NameOffset == 0 ? "" : Strings.At(symbol.NameOffset) ?? "";

    /// <summary>The name of a symbol by its index; empty if there is none.</summary>
    public string NameOf(uint index) => index > 0 && index < Count ? NameOf(this[(int)index]) : "";

    /// <summary>Every table of a type that the section table names.</summary>
    public static IEnumerable<ElfSymbolTable> OfSections(ElfFile file, ElfSectionType type)
    {
        foreach (ElfSection section in file.Sections.Where(s => s.Type == type))
        {
            ElfSection? strings = section.Link < file.Sections.Count ? file.Sections[(int)section.Link] : null;
            if (strings is null)
            {
                file.Fault($"the symbols of section {section.Index} are said to have their names in section "
                    + $"{section.Link:N0} of {file.Sections.Count:N0}", section.Offset);
            }

            yield return new(
                file, file.ContentOf(section), new(strings is null ? default : file.ContentOf(strings)));
        }
    }

    /// <summary>The symbols that the loader sees. Nothing states their number: it is what the hash tables, the section
    /// table and the relocations need.</summary>
    public static ElfSymbolTable OfDynamic(ElfFile file, ElfDynamic dynamic, uint highestIndex)
    {
        ulong address = dynamic.Value(ElfDynamicTag.SymbolTable);
        ReadOnlyMemory<byte> rest = address == 0 ? default : file.From(address);
        ElfSection? section = file.Sections.FirstOrDefault(
            s => s.Type == ElfSectionType.DynamicSymbols && s.Address == address);
        int entry = EntryLength(file);
        ulong count = Math.Max(
            Math.Max((section?.Length ?? 0) / (ulong)entry, highestIndex + (ulong)(highestIndex > 0 ? 1 : 0)),
            ElfHash.SymbolCount(file, dynamic));
        ulong length = Math.Min(count * (ulong)entry, (ulong)(rest.Length / entry * entry));
        if (length < count * (ulong)entry)
        {
            file.Fault($"the dynamic symbols are {count:N0}, of which {length / (ulong)entry:N0} are in the file", 0);
        }

        return new(file, rest[..(int)length], dynamic.Strings);
    }

    private static int EntryLength(ElfFile file) => file.Encoding.Wide ? 24 : 16;
}
