using System.Globalization;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Elf;

namespace Xzact.Audit.Binary;

/// <summary>Looks into one ELF file: what it is, what runs while it is loaded, what is out of place.</summary>
/// <param name="signatures">Byte signatures that are looked for.</param>
/// <param name="source">The names of the source; null if none was given.</param>
/// <param name="forComparison">Whether what a comparison needs is kept.</param>
internal sealed class BinaryInspector(
    IReadOnlyList<ByteSignature> signatures, SourceNames? source, bool forComparison)
{
    private const int MaxResolvers = 2_000;

    /// <summary>Looks into a file.</summary>
    /// <param name="path">Its name in the report.</param>
    /// <param name="content">Its bytes, which are not kept.</param>
    /// <exception cref="ElfException">It is no ELF file.</exception>
    public InspectedBinary Inspect(string path, ReadOnlyMemory<byte> content)
    {
        ElfFile file = ElfFile.Read(content);
        ElfDynamic? dynamic = ElfDynamic.Read(file);
        bool isObject = file.Header.Type == ElfType.Relocatable;
        IReadOnlyList<ElfRelocation> relocations = isObject ? [] : ElfRelocations.OfLoading(file, dynamic);
        ElfSymbolTable? dynamicSymbols = dynamic is null ? null
            : ElfSymbolTable.OfDynamic(file, dynamic, relocations.Select(r => r.Symbol).DefaultIfEmpty().Max());
        ElfSymbolTable[] tables =
        [
            .. ElfSymbolTable.OfSections(file, ElfSectionType.SymbolTable),
            .. dynamicSymbols is null ? (ElfSymbolTable[])[] : [dynamicSymbols],
        ];
        IReadOnlyList<ElfNote> notes = ElfNotes.Read(file);
        List<BinaryOddity> oddities = [];
        BinaryResolver[] resolvers = [.. Resolvers(file, relocations, dynamicSymbols, tables, path)];
        if (!isObject)
        {
            oddities.AddRange(Placement.Find(file, dynamic, relocations, path));
        }

        oddities.AddRange(ByteSignature.Find(signatures, file, path));
        oddities.AddRange(source?.FindForeign(file, tables, path) ?? []);
        BinaryObject made = new(path, content.Length, FormatOf(file))
        {
            SharedName = dynamic?.SharedName,
            BuildId = ElfNotes.BuildId(notes),
            Needed = dynamic?.Needed ?? [],
            Hardening = HardeningOf(file, dynamic, dynamicSymbols),
            Constructors = dynamic is null ? 0 : ConstructorTable.Count(file, dynamic),
            Resolvers = resolvers,
            ResolversNotExamined = !isObject && dynamic is null && file.Sections.Count == 0
                && file.Segments.Any(s => s.Type == ElfSegmentType.Load
                    && (s.Flags & ElfSegmentFlags.Execute) != ElfSegmentFlags.None)
                ? "it is a static program without section headers: only its own code knows where its relocations are"
                : null,
            Oddities = oddities,
            Faults = [.. file.Faults.Select(f => new Evidence(f.What, path, Offset: f.Offset))],
        };
        BinaryContents? compared = forComparison
            ? ComparedContents.Of(file, dynamic, dynamicSymbols, tables) with
            {
                Constructors = dynamic is null ? []
                    : ConstructorTable.Read(file, dynamic, new(file, relocations, dynamicSymbols, tables)),
            } : null;
        return new(made, compared);
    }

    private static string FormatOf(ElfFile file)
    {
        string machine = Enum.IsDefined(file.Header.Machine) ? file.Header.Machine switch
        {
            ElfMachine.X8664 => "x86-64",
            ElfMachine.None => "no processor",
            var known => known.ToString(),
        } : string.Create(CultureInfo.InvariantCulture, $"processor {(int)file.Header.Machine}");
        string type = file.Header.Type switch
        {
            ElfType.None => "no type",
            ElfType.Relocatable => "object file",
            ElfType.Executable => "program at a fixed address",
            ElfType.Shared => file.Segments.Any(s => s.Type == ElfSegmentType.Interpreter)
                ? "program" : "shared library",
            ElfType.Core => "memory of a program",
            _ => string.Create(CultureInfo.InvariantCulture, $"type {(int)file.Header.Type}"),
        };
        return $"ELF{(file.Encoding.Wide ? 64 : 32)} {machine}, {type}";
    }

    private static BinaryHardening? HardeningOf(ElfFile file, ElfDynamic? dynamic, ElfSymbolTable? symbols)
    {
        if (!file.Segments.Any(s => s.Type == ElfSegmentType.Load && s.FileLength > 0))
        {
            return null;
        }

        bool bindsNow = dynamic?.BindsNow ?? true;
        bool hasRelro = file.Segments.Any(s => s.Type == ElfSegmentType.RelocationReadOnly);
        return new(
            !hasRelro ? RelroState.None : bindsNow ? RelroState.Full : RelroState.Partial,
            bindsNow,
            file.Header.Type == ElfType.Shared,
            symbols is not null && symbols.Symbols.Any(
                s => !s.IsDefined && symbols.Strings.Bytes(s.NameOffset).SequenceEqual("__stack_chk_fail"u8)));
    }

    private static IEnumerable<BinaryResolver> Resolvers(
        ElfFile file, IReadOnlyList<ElfRelocation> relocations, ElfSymbolTable? dynamicSymbols,
        ElfSymbolTable[] tables, string path)
    {
        SortedDictionary<ulong, SortedSet<string>> found = [];
        foreach (ElfRelocation relocation in relocations.Where(r =>
            ElfRelocations.KindOf(file.Header.Machine, r) == ElfRelocationKind.IndirectRelative))
        {
            found.TryAdd((ulong)relocation.Addend, new(StringComparer.Ordinal));
        }

        foreach (ElfSymbolTable table in tables)
        {
            foreach (ElfSymbol symbol in table.Symbols.Where(
                s => s.Type == ElfSymbolType.IndirectFunction && s.IsDefined))
            {
                found.TryAdd(symbol.Value, new(StringComparer.Ordinal));
                found[symbol.Value].Add(table.NameOf(symbol));
            }
        }

        if (found.Count == 0)
        {
            yield break;
        }

        CodeMap map = new(file, relocations, dynamicSymbols, tables);
        foreach ((ulong address, SortedSet<string> names) in found.Take(MaxResolvers))
        {
            string name = names.Count > 0 ? string.Join(", ", names.Take(4)) : map.FunctionName(address);
            string? notRead = file.Header.Type == ElfType.Relocatable ? "it is in an object file, not linked yet"
                : file.Header.Machine != ElfMachine.X8664 || !file.Encoding.Wide
                    ? "code of this processor is not decoded here"
                : file.SegmentAt(address) is not null && file.From(address).IsEmpty
                    ? "its code is not in this file, which has debugging symbols only" : null;
            yield return notRead is null ? new ResolverWalk(map).Walk(name, address, path)
                : new(name, address) { NotRead = notRead };
        }

        if (found.Count > MaxResolvers)
        {
            file.Fault($"it has {found.Count:N0} resolvers, of which {MaxResolvers:N0} were read", 0);
        }
    }
}
