namespace Xzact.Audit.Elf;

/// <summary>The dynamic section (System V ABI, chapter 5, "Dynamic Section") as the loader finds it: through its
/// segment, and addresses through the segments that are loaded. The section table is not asked.</summary>
internal sealed class ElfDynamic
{
    private const ulong FlagTextRelocations = 4;
    private const ulong FlagBindNow = 8;
    private const ulong Flag1Now = 1;
    private const ulong Flag1Pie = 0x0800_0000;
    private const int MaxEntries = 1 << 16;

    private readonly Dictionary<ElfDynamicTag, ulong> _values = [];

    private ElfDynamic(IReadOnlyList<ElfDynamicEntry> entries, ElfStrings strings)
    {
        (Entries, Strings) = (entries, strings);
        foreach (ElfDynamicEntry entry in entries)
        {
            // Of a tag that stands twice the loader takes the last.
            _values[entry.Tag] = entry.Value;
        }
    }

    /// <summary>The entries up to the first DT_NULL.</summary>
    public IReadOnlyList<ElfDynamicEntry> Entries { get; }

    /// <summary>DT_STRTAB.</summary>
    public ElfStrings Strings { get; }

    /// <summary>The libraries that are loaded with it, in order.</summary>
    public IReadOnlyList<string> Needed => Texts(ElfDynamicTag.Needed);

    public string? SharedName => Texts(ElfDynamicTag.SharedName).FirstOrDefault();

    /// <summary>DT_RPATH.</summary>
    public string? RunPathOld => Texts(ElfDynamicTag.RunPathOld).FirstOrDefault();

    /// <summary>DT_RUNPATH.</summary>
    public string? RunPath => Texts(ElfDynamicTag.RunPath).FirstOrDefault();

    /// <summary>Libraries that are told of every symbol that is bound: DT_AUDIT and DT_DEPAUDIT.</summary>
    public IReadOnlyList<string> Audits =>
        [.. Texts(ElfDynamicTag.Audit), .. Texts(ElfDynamicTag.DependencyAudit)];

    public bool BindsNow => Has(ElfDynamicTag.BindNow) || (Value(ElfDynamicTag.Flags) & FlagBindNow) != 0
        || (Value(ElfDynamicTag.Flags1) & Flag1Now) != 0;

    public bool HasTextRelocations =>
        Has(ElfDynamicTag.TextRelocations) || (Value(ElfDynamicTag.Flags) & FlagTextRelocations) != 0;

    /// <summary>Whether it says that it is a program and no library.</summary>
    public bool IsProgram => (Value(ElfDynamicTag.Flags1) & Flag1Pie) != 0;

    /// <summary>Reads it; null if the file has none.</summary>
    public static ElfDynamic? Read(ElfFile file)
    {
        ElfSegment? segment = file.Segments.FirstOrDefault(s => s.Type == ElfSegmentType.Dynamic);
        if (segment is null || segment.FileLength == 0)
        {
            return null;
        }

        // The loader reads it where it is mapped; tools read it where p_offset says.
        ReadOnlyMemory<byte> content = file.Range(segment.Address, segment.FileLength)
            ?? file.Part(segment.Offset, segment.FileLength, "dynamic section");
        List<ElfDynamicEntry> entries = [];
        int word = file.Encoding.WordLength;
        for (int at = 0; at + (2 * word) <= content.Length && entries.Count < MaxEntries; at += 2 * word)
        {
            ElfDynamicTag tag = (ElfDynamicTag)file.Encoding.Word(content.Span, at);
            if (tag == ElfDynamicTag.Null)
            {
                return new(entries, StringsOf(file, entries));
            }

            entries.Add(new(tag, file.Encoding.Word(content.Span, at + word)));
        }

        // An object of debugging symbols keeps the segment and not what was in it.
        if (entries.Count > 0)
        {
            file.Fault("the dynamic section has no end", segment.Offset);
        }

        return new(entries, StringsOf(file, entries));
    }

    public bool Has(ElfDynamicTag tag) => _values.ContainsKey(tag);

    /// <summary>The value of a tag; 0 if it is not there.</summary>
    public ulong Value(ElfDynamicTag tag) => _values.GetValueOrDefault(tag);

    private static ElfStrings StringsOf(ElfFile file, List<ElfDynamicEntry> entries)
    {
        ulong address = entries.FindLast(e => e.Tag == ElfDynamicTag.StringTable).Value;
        ulong length = entries.FindLast(e => e.Tag == ElfDynamicTag.StringTableSize).Value;
        ReadOnlyMemory<byte> rest = file.From(address);
        if (length > (ulong)rest.Length)
        {
            file.Fault($"the names of the dynamic section are said to be at address 0x{address:x}, {length:N0} bytes, "
                + $"of which {rest.Length:N0} are in the file", 0);
        }

        return new(rest[..(int)Math.Min(length, (ulong)rest.Length)]);
    }

    private string[] Texts(ElfDynamicTag tag) =>
        [.. Entries.Where(e => e.Tag == tag).Select(e => Strings.At(e.Value) ?? "").Where(t => t.Length > 0)];
}
