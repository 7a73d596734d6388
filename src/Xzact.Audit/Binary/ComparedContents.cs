using System.Security.Cryptography;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>Gathers what is compared of a binary.</summary>
internal static class ComparedContents
{
    private const int MaxTexts = 200_000;

    public static BinaryContents Of(
        ElfFile file, ElfDynamic? dynamic, ElfSymbolTable? dynamicSymbols, IEnumerable<ElfSymbolTable> tables)
    {
        HashSet<string> imports = new(StringComparer.Ordinal);
        Dictionary<string, ulong> exports = new(StringComparer.Ordinal);
        foreach (ElfSymbol symbol in (dynamicSymbols?.Symbols ?? []).Where(s => s.Binding != ElfBinding.Local))
        {
            string name = dynamicSymbols!.NameOf(symbol);
            if (!symbol.IsDefined)
            {
                imports.Add(name);
            }
            else
            {
                exports[name] = symbol.Length;
            }
        }

        Dictionary<string, ulong> symbols = new(StringComparer.Ordinal);
        foreach (ElfSymbolTable table in tables.Where(t => t != dynamicSymbols))
        {
            foreach (ElfSymbol symbol in table.Symbols.Where(s => s.IsDefined
                && s.Type is ElfSymbolType.Function or ElfSymbolType.Object or ElfSymbolType.IndirectFunction))
            {
                string name = table.NameOf(symbol);
                if (!exports.ContainsKey(name))
                {
                    symbols[name] = symbol.Length;
                }
            }
        }

        ElfVersions? versions = dynamic is null ? null : ElfVersions.Read(file, dynamic);
        return new(
            Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
            imports,
            exports,
            symbols,
            versions is null ? new HashSet<string>()
                : versions.Defined.Select(v => v.Name)
                    .Concat(versions.Needed.Select(v => $"{v.Name} of {v.Library}"))
                    .ToHashSet(StringComparer.Ordinal),
            SectionsOf(file),
            file.Sections.Where(s => s.HasContent && (s.Flags & ElfSectionFlags.Allocate) != ElfSectionFlags.None
                    && (s.Flags & ElfSectionFlags.Execute) == ElfSectionFlags.None
                    && s.Name is ".rodata" or ".data" or ".data.rel.ro" or ".rodata.str")
                .SelectMany(s => PrintableText.In(file.ContentOf(s).Span, MaxTexts))
                .ToHashSet(StringComparer.Ordinal))
        {
            HasSymbolTable = tables.Any(t => t != dynamicSymbols),
        };
    }

    private static Dictionary<string, SectionContent> SectionsOf(ElfFile file)
    {
        Dictionary<string, SectionContent> sections = new(StringComparer.Ordinal);
        foreach (IGrouping<string, ElfSection> same in file.Sections
            .Where(s => s.Type != ElfSectionType.Null).GroupBy(s => s.Name))
        {
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            ulong length = 0;
            foreach (ElfSection section in same)
            {
                hash.AppendData(file.ContentOf(section).Span);
                length = unchecked(length + section.Length);
            }

            sections[same.Key] = new(
                length, Convert.ToHexStringLower(hash.GetHashAndReset()),
                same.Any(s => (s.Flags & ElfSectionFlags.Execute) != ElfSectionFlags.None),
                same.Any(s => (s.Flags & ElfSectionFlags.Allocate) != ElfSectionFlags.None),
                same.All(s => s.Type == ElfSectionType.Note));
        }

        return sections;
    }
}
