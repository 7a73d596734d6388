namespace Xzact.Audit.Elf;

/// <summary>Versions of symbols (Linux Standard Base, "Symbol Versioning"): what a file defines, what it asks of
/// others, and which version a dynamic symbol has.</summary>
internal sealed class ElfVersions
{
    private const int HiddenBit = 0x8000;
    private const int MaxVersions = 1 << 16;
    private const int DefinitionLength = 20;
    private const int NeedLength = 16;

    private readonly ReadOnlyMemory<byte> _symbols;
    private readonly ElfEncoding _encoding;
    private readonly Dictionary<int, ElfVersion> _byIndex = [];

    private ElfVersions(ElfFile file, ElfDynamic dynamic)
    {
        _encoding = file.Encoding;
        _symbols = dynamic.Has(ElfDynamicTag.VersionSymbols)
            ? file.From(dynamic.Value(ElfDynamicTag.VersionSymbols)) : default;
        Defined = Read(file, dynamic, ElfDynamicTag.VersionDefinitions, ElfDynamicTag.VersionDefinitionsCount);
        Needed = Read(file, dynamic, ElfDynamicTag.VersionNeeds, ElfDynamicTag.VersionNeedsCount);
        foreach (ElfVersion version in Defined.Concat(Needed))
        {
            _byIndex.TryAdd(version.Index, version);
        }
    }

    /// <summary>Versions that the file defines, its own name among them.</summary>
    public IReadOnlyList<ElfVersion> Defined { get; }

    /// <summary>Versions that it asks of libraries.</summary>
    public IReadOnlyList<ElfVersion> Needed { get; }

    /// <summary>Reads them; both lists are empty if there are none.</summary>
    public static ElfVersions Read(ElfFile file, ElfDynamic dynamic) => new(file, dynamic);

    /// <summary>The version of a dynamic symbol by its index; null if it has none.</summary>
    public ElfVersion? OfSymbol(int index)
    {
        long at = 2L * index;
        return at + 2 > _symbols.Length ? null
            : _byIndex.GetValueOrDefault(_encoding.U16(_symbols.Span, (int)at) & ~HiddenBit);
    }

    // Both are chains of chains: an entry says where its first part is and where the next entry is. Steps only go
    // forwards here, so that a chain ends.
    private static List<ElfVersion> Read(
        ElfFile file, ElfDynamic dynamic, ElfDynamicTag at, ElfDynamicTag countTag)
    {
        List<ElfVersion> versions = [];
        bool isNeed = at == ElfDynamicTag.VersionNeeds;
        ulong address = dynamic.Value(at);
        ReadOnlyMemory<byte> table = dynamic.Has(at) ? file.From(address) : default;
        ulong count = Math.Min(dynamic.Value(countTag), MaxVersions);
        long entry = 0;
        for (ulong i = 0; i < count && versions.Count < MaxVersions; i++)
        {
            int length = isNeed ? NeedLength : DefinitionLength;
            if (entry + length > table.Length)
            {
                file.Fault($"the table of versions has {count:N0} entries, of which {i:N0} are in the file", 0);
                break;
            }

            ReadOnlySpan<byte> row = table.Span.Slice((int)entry, length);
            uint next = file.Encoding.U32(row, isNeed ? 12 : 16);
            if (isNeed)
            {
                AddNeeds(file, dynamic, table, entry, versions);
            }
            else
            {
                long name = entry + file.Encoding.U32(row, 12);
                if (name + 8 <= table.Length)
                {
                    uint text = file.Encoding.U32(table.Span, (int)name);
                    versions.Add(new(null, dynamic.Strings.At(text) ?? "", file.Encoding.U16(row, 4)));
                }
            }

            if (next == 0)
            {
                break;
            }

            entry += next;
        }

        return versions;
    }

    private static void AddNeeds(
        ElfFile file, ElfDynamic dynamic, ReadOnlyMemory<byte> table, long entry, List<ElfVersion> versions)
    {
        ReadOnlySpan<byte> row = table.Span[(int)entry..];
        string library = dynamic.Strings.At(file.Encoding.U32(row, 4)) ?? "";
        int count = file.Encoding.U16(row, 2);
        long at = entry + file.Encoding.U32(row, 8);
        for (int i = 0; i < count && versions.Count < MaxVersions; i++)
        {
            if (at + NeedLength > table.Length)
            {
                file.Fault($"the versions asked of {library} lead out of the file", 0);
                return;
            }

            ReadOnlySpan<byte> need = table.Span.Slice((int)at, NeedLength);
            versions.Add(new(
                library, dynamic.Strings.At(file.Encoding.U32(need, 8)) ?? "", file.Encoding.U16(need, 6)));
            uint next = file.Encoding.U32(need, 12);
            if (next == 0)
            {
                return;
            }

            at += next;
        }
    }
}
