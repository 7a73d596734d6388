using System.Text;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Exposure.Contents;

/// <summary>The names that an ELF file defines and has the content of, from its symbol tables; the loader's own is
/// found without the section table, which loading does not need. What is damaged is left
/// out: a table that leads out of the file has no names.</summary>
internal static class ElfSymbols
{
    private const int MaxName = 256;

    /// <summary>The names that are defined and begin with a prefix.</summary>
    public static HashSet<string> Defined(ReadOnlyMemory<byte> content, ReadOnlySpan<byte> prefix)
    {
        HashSet<string> names = [];
        ElfFile file;
        try
        {
            file = ElfFile.Read(content);
        }
        catch (ElfException)
        {
            return names;
        }

        foreach (ElfSymbolTable table in ElfSymbolTable.OfSections(file, ElfSectionType.SymbolTable)
            .Concat(Dynamic(file)))
        {
            for (int i = 0; i < table.Count; i++)
            {
                // A file of debugging symbols has names and no code.
                ElfSymbol symbol = table[i];
                bool isHere = symbol.IsDefined
                    && (symbol.Section >= file.Sections.Count || file.Sections[symbol.Section].HasContent);
                ReadOnlySpan<byte> name = isHere ? table.Strings.Bytes(symbol.NameOffset) : default;
                if (!name.IsEmpty && name.StartsWith(prefix))
                {
                    names.Add(Encoding.ASCII.GetString(name[..Math.Min(name.Length, MaxName)]));
                }
            }
        }

        return names;
    }

    private static IEnumerable<ElfSymbolTable> Dynamic(ElfFile file) =>
        file.Sections.Any(s => s.Type == ElfSectionType.DynamicSymbols)
            ? ElfSymbolTable.OfSections(file, ElfSectionType.DynamicSymbols)
        : ElfDynamic.Read(file) is { } dynamic ? [ElfSymbolTable.OfDynamic(file, dynamic, highestIndex: 0)] : [];
}
