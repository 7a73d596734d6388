namespace Xzact.Audit.Elf;

/// <summary>Relocations of all three forms: with addend, without, and packed (RELR).</summary>
internal static class ElfRelocations
{
    private const int MaxRelocations = 1 << 24;

    // What two types are called on each processor: relative, and relative to what a function returns.
    private static readonly Dictionary<ElfMachine, (uint Relative, uint[] Indirect)> s_types = new()
    {
        [ElfMachine.X8664] = (8, [37]),
        [ElfMachine.I386] = (8, [42]),
        [ElfMachine.AArch64] = (1027, [1032]),
        [ElfMachine.Arm] = (23, [160]),
        [ElfMachine.PowerPc] = (22, [248]),
        [ElfMachine.PowerPc64] = (22, [247, 248]),
        [ElfMachine.S390] = (12, [61]),
        [ElfMachine.Sparc] = (22, [248, 249]),
        [ElfMachine.SparcV9] = (22, [248, 249]),
        [ElfMachine.RiscV] = (3, [58]),
        [ElfMachine.LoongArch] = (3, [12]),
    };

    /// <summary>What a relocation is.</summary>
    public static ElfRelocationKind KindOf(ElfMachine machine, ElfRelocation relocation) =>
        !s_types.TryGetValue(machine, out (uint Relative, uint[] Indirect) types)
            ? relocation.Symbol != 0 ? ElfRelocationKind.Symbol : ElfRelocationKind.Other
        : relocation.Type == types.Relative ? ElfRelocationKind.Relative
        : Array.IndexOf(types.Indirect, relocation.Type) >= 0 ? ElfRelocationKind.IndirectRelative
        : relocation.Symbol != 0 ? ElfRelocationKind.Symbol : ElfRelocationKind.Other;

    /// <summary>The relocations that happen when a file is loaded. With a dynamic section they are those that it names;
    /// a static program makes its own, which only the section table names.</summary>
    public static IReadOnlyList<ElfRelocation> OfLoading(ElfFile file, ElfDynamic? dynamic)
    {
        List<ElfRelocation> all = [];
        if (dynamic is not null)
        {
            bool pltHasAddend = dynamic.Value(ElfDynamicTag.PltRelocationKind) == (ulong)ElfDynamicTag.Rela;
            Add(file, dynamic, ElfDynamicTag.Rela, ElfDynamicTag.RelaSize, hasAddend: true, all);
            Add(file, dynamic, ElfDynamicTag.Rel, ElfDynamicTag.RelSize, hasAddend: false, all);
            Add(file, dynamic, ElfDynamicTag.PltRelocations, ElfDynamicTag.PltRelocationsSize, pltHasAddend, all);
            if (dynamic.Has(ElfDynamicTag.Compact))
            {
                AddCompact(file, Table(file, dynamic, ElfDynamicTag.Compact, ElfDynamicTag.CompactSize), all);
            }
        }

        if (all.Count == 0 && file.Header.Type != ElfType.Relocatable)
        {
            all.AddRange(OfSections(file, s => (s.Flags & ElfSectionFlags.Allocate) != ElfSectionFlags.None));
        }

        return all;
    }

    /// <summary>The relocations of those sections of relocations that are asked for.</summary>
    public static IReadOnlyList<ElfRelocation> OfSections(ElfFile file, Func<ElfSection, bool> isWanted)
    {
        List<ElfRelocation> all = [];
        foreach (ElfSection section in file.Sections.Where(isWanted))
        {
            switch (section.Type)
            {
                case ElfSectionType.RelocationsWithAddend:
                    AddPlain(file, file.ContentOf(section), hasAddend: true, all);
                    break;
                case ElfSectionType.Relocations:
                    AddPlain(file, file.ContentOf(section), hasAddend: false, all);
                    break;
                case ElfSectionType.CompactRelocations:
                    AddCompact(file, file.ContentOf(section), all);
                    break;
            }
        }

        return all;
    }

    private static void Add(
        ElfFile file, ElfDynamic dynamic, ElfDynamicTag at, ElfDynamicTag size, bool hasAddend,
        List<ElfRelocation> all)
    {
        if (dynamic.Has(at) && dynamic.Has(size))
        {
            AddPlain(file, Table(file, dynamic, at, size), hasAddend, all);
        }
    }

    private static ReadOnlyMemory<byte> Table(
        ElfFile file, ElfDynamic dynamic, ElfDynamicTag at, ElfDynamicTag size)
    {
        (ulong address, ulong length) = (dynamic.Value(at), dynamic.Value(size));
        ReadOnlyMemory<byte> rest = length == 0 ? default : file.From(address);
        if (length > (ulong)rest.Length)
        {
            file.Fault($"relocations are said to be at address 0x{address:x}, {length:N0} bytes, of which "
                + $"{rest.Length:N0} are in the file", 0);
        }

        return rest[..(int)Math.Min(length, (ulong)rest.Length)];
    }

    private static void AddPlain(
        ElfFile file, ReadOnlyMemory<byte> table, bool hasAddend, List<ElfRelocation> all)
    {
        ElfEncoding encoding = file.Encoding;
        int word = encoding.WordLength;
        int entry = (hasAddend ? 3 : 2) * word;
        for (int at = 0; at + entry <= table.Length && HasRoom(file, all); at += entry)
        {
            ReadOnlySpan<byte> row = table.Span.Slice(at, entry);
            ulong address = encoding.Word(row, 0);
            ulong info = encoding.Word(row, word);
            (uint symbol, uint type) = (encoding.Wide, file.Header.Machine) switch
            {
                // Least significant byte first, r_info is a symbol and three types, each in its own order.
                (true, ElfMachine.Mips) when !encoding.Big => ((uint)info, (uint)(info >> 56)),
                (true, _) => ((uint)(info >> 32), (uint)info),
                _ => ((uint)(info >> 8), (uint)info & 0xFF),
            };
            ReadOnlyMemory<byte> place = hasAddend ? default : file.From(address);
            long addend = hasAddend ? encoding.SignedWord(row, 2 * word)
                : place.Length >= word ? encoding.SignedWord(place.Span, 0) : 0;
            all.Add(new(address, type, symbol, addend));
        }
    }

    // System V ABI, "Relative Relocation Table": an even word is a place; an odd one says which of the next 31 or 63
    // words are places too.
    private static void AddCompact(ElfFile file, ReadOnlyMemory<byte> table, List<ElfRelocation> all)
    {
        ElfEncoding encoding = file.Encoding;
        int word = encoding.WordLength;
        uint type = s_types.TryGetValue(file.Header.Machine, out (uint Relative, uint[] Indirect) types)
            ? types.Relative : 0;
        ulong next = 0;
        for (int at = 0; at + word <= table.Length; at += word)
        {
            ulong entry = encoding.Word(table.Span, at);
            if ((entry & 1) == 0)
            {
                AddOne(entry);
                next = entry + (ulong)word;
                continue;
            }

            for (int bit = 1; bit < word * 8; bit++)
            {
                if ((entry >> bit & 1) != 0)
                {
                    AddOne(next + ((ulong)(bit - 1) * (ulong)word));
                }
            }

            next += (ulong)((word * 8) - 1) * (ulong)word;
        }

        void AddOne(ulong address)
        {
            if (HasRoom(file, all))
            {
                ReadOnlySpan<byte> place = file.From(address).Span;
                all.Add(new(address, type, 0, place.Length >= word ? encoding.SignedWord(place, 0) : 0));
            }
        }
    }

    private static bool HasRoom(ElfFile file, List<ElfRelocation> all)
    {
        if (all.Count == MaxRelocations)
        {
            file.Fault($"it has more than {MaxRelocations:N0} relocations", 0);
        }

        return all.Count < MaxRelocations;
    }
}
