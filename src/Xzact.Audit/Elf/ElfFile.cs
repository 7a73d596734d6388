namespace Xzact.Audit.Elf;

/// <summary>
/// An ELF file (System V ABI, generic part, chapters 4 and 5): header, segments and sections. Nothing in it is
/// believed: what leads out of the file is left out and named in <see cref="Faults"/>, and no number of it makes memory
/// that its bytes do not justify.
/// </summary>
/// <remarks>The bytes stay the caller's; they must not change while this is used. For one thread.</remarks>
internal sealed class ElfFile
{
    private const int IdentityLength = 16;
    private const uint ExtendedSections = 0;
    private const uint ExtendedNames = 0xFFFF;
    private const uint ExtendedSegments = 0xFFFF;
    private const int MaxFaults = 100;

    // Large object files of C++ have some hundred thousand.
    private const uint MaxRows = 1 << 20;

    private readonly List<ElfFault> _faults = [];
    private readonly List<ElfSegment> _segments = [];
    private readonly List<ElfSection> _sections = [];

    private ElfFile(ReadOnlyMemory<byte> content)
    {
        Content = content;
        ReadOnlySpan<byte> bytes = content.Span;
        Encoding = new(bytes[4] == 2, bytes[5] == 2);
        bool wide = Encoding.Wide;
        int counts = wide ? 54 : 42;
        Header = new(
            (ElfType)Encoding.U16(bytes, 16),
            (ElfMachine)Encoding.U16(bytes, 18),
            bytes[7],
            Encoding.Word(bytes, 24),
            new(Encoding.Word(bytes, wide ? 32 : 28), Encoding.U16(bytes, counts), Encoding.U16(bytes, counts + 2)),
            new(Encoding.Word(bytes, wide ? 40 : 32), Encoding.U16(bytes, counts + 4),
                Encoding.U16(bytes, counts + 6)));
        uint names = ReadExtendedCounts(Encoding.U16(bytes, counts + 8));
        ReadSegments();
        FaultOverlaps();
        ReadSections(names);
    }

    public ReadOnlyMemory<byte> Content { get; }

    public ElfEncoding Encoding { get; }

    public ElfHeader Header { get; private set; }

    public IReadOnlyList<ElfSegment> Segments => _segments;

    /// <summary>The sections; their index is their place. Empty if the file has none, which loading does not need.
    /// </summary>
    public IReadOnlyList<ElfSection> Sections => _sections;

    /// <summary>What breaks the specification or leads out of the file, so far: the readers of symbols, relocations and
    /// the rest add theirs. At most 100.</summary>
    public IReadOnlyList<ElfFault> Faults => _faults;

    /// <summary>Whether a file begins as ELF does, in a class and order of bytes that exist.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.Length >= IdentityLength
        && file.StartsWith((ReadOnlySpan<byte>)[0x7F, .. "ELF"u8])
        && file[4] is 1 or 2 && file[5] is 1 or 2 && file[6] == 1;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ElfException">It is none, or ends in its header.</exception>
    public static ElfFile Read(ReadOnlyMemory<byte> content) =>
        !Begins(content.Span) ? throw new ElfException("it does not begin as an ELF file does")
        : content.Length < (content.Span[4] == 2 ? 64 : 52)
            ? throw new ElfException($"it ends after {content.Length:N0} bytes, in the ELF header")
        : new(content);

    /// <summary>Adds a fault; beyond the hundredth they are all alike.</summary>
    public void Fault(string what, ulong offset)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(new(what, (long)Math.Min(offset, long.MaxValue)));
        }
    }

    /// <summary>A range of the file; empty if any of it is outside.</summary>
    public ReadOnlyMemory<byte> Slice(ulong offset, ulong length) =>
        offset <= (ulong)Content.Length && length <= (ulong)Content.Length - offset
            ? Content.Slice((int)offset, (int)length) : default;

    /// <summary>The part of a range that is in the file, and a fault if that is not all of it.</summary>
    public ReadOnlyMemory<byte> Part(ulong offset, ulong length, string what)
    {
        if (offset <= (ulong)Content.Length && length <= (ulong)Content.Length - offset)
        {
            return Slice(offset, length);
        }

        Fault($"{what}: {length:N0} bytes, and the file ends at {Content.Length:N0}", offset);
        return offset >= (ulong)Content.Length ? default : Content[(int)offset..];
    }

    /// <summary>The bytes from an address to the end of what its segment has in the file; empty if no segment maps
    /// it.</summary>
    public ReadOnlyMemory<byte> From(ulong address)
    {
        foreach (ElfSegment segment in _segments)
        {
            if (segment.Type == ElfSegmentType.Load && address >= segment.Address
                && address - segment.Address < segment.FileLength)
            {
                ulong inside = address - segment.Address;
                ulong offset = segment.Offset + inside;
                ulong length = segment.FileLength - inside;
                return offset < segment.Offset || offset >= (ulong)Content.Length ? default
                    : Content.Slice((int)offset, (int)Math.Min(length, (ulong)Content.Length - offset));
            }
        }

        return default;
    }

    /// <summary>A range by address; null if not all of it is mapped from the file.</summary>
    public ReadOnlyMemory<byte>? Range(ulong address, ulong length)
    {
        ReadOnlyMemory<byte> bytes = From(address);
        return length <= (ulong)bytes.Length ? bytes[..(int)length] : null;
    }

    /// <summary>The content of a section; empty if it has none, and a fault if it leads out of the file.</summary>
    public ReadOnlyMemory<byte> ContentOf(ElfSection section) =>
        section.HasContent ? Part(section.Offset, section.Length, $"section {section.Index}") : default;

    /// <summary>The section that an address is in; null if none.</summary>
    public ElfSection? SectionAt(ulong address) => _sections.Find(s => s.HasAddress(address));

    /// <summary>The loaded segment that an address is in; null if none.</summary>
    public ElfSegment? SegmentAt(ulong address) =>
        _segments.Find(s => s.Type == ElfSegmentType.Load && s.HasAddress(address));

    // Counts that do not fit the header stand in the first section (chapter 4, "e_shnum", "e_phnum", "e_shstrndx").
    private uint ReadExtendedCounts(uint names)
    {
        ElfTable sections = Header.Sections;
        ElfTable segments = Header.Segments;
        if (sections.Offset == 0
            || (sections.Count != ExtendedSections && names != ExtendedNames && segments.Count != ExtendedSegments))
        {
            return names;
        }

        bool wide = Encoding.Wide;
        ReadOnlySpan<byte> first = Slice(sections.Offset, wide ? 64u : 40u).Span;
        if (first.IsEmpty)
        {
            Fault("the section header table begins outside the file", sections.Offset);
            return names;
        }

        ulong count = Encoding.Word(first, wide ? 32 : 20);
        Header = Header with
        {
            Sections = sections.Count != ExtendedSections ? sections
                : sections with { Count = (uint)Math.Min(count, uint.MaxValue) },
            Segments = segments.Count != ExtendedSegments ? segments
                : segments with { Count = Encoding.U32(first, wide ? 44 : 28) },
        };
        return names != ExtendedNames ? names : Encoding.U32(first, wide ? 40 : 24);
    }

    private void ReadSegments()
    {
        bool wide = Encoding.Wide;
        foreach (ReadOnlyMemory<byte> memory in Rows(Header.Segments, wide ? 56 : 32, "program header table"))
        {
            ReadOnlySpan<byte> row = memory.Span;
            ElfSegment segment = new(
                (ElfSegmentType)Encoding.U32(row, 0),
                (ElfSegmentFlags)Encoding.U32(row, wide ? 4 : 24),
                Encoding.Word(row, wide ? 8 : 4),
                Encoding.Word(row, wide ? 16 : 8),
                Encoding.Word(row, wide ? 32 : 16),
                Encoding.Word(row, wide ? 40 : 20),
                Encoding.Word(row, wide ? 48 : 28));
            _segments.Add(segment);
            if (segment.FileLength > 0 && segment.Type != ElfSegmentType.Null
                && (segment.Offset > (ulong)Content.Length
                    || segment.FileLength > (ulong)Content.Length - segment.Offset))
            {
                Fault($"segment {_segments.Count - 1} has {segment.FileLength:N0} bytes, and the file ends at "
                    + $"{Content.Length:N0}", segment.Offset);
            }
        }
    }

    // The loader maps them in their order, one over the other; tools take the first.
    private void FaultOverlaps()
    {
        (ElfSegment Segment, int Index)[] loaded =
        [
            .. _segments.Select((segment, index) => (segment, index))
                .Where(s => s.segment.Type == ElfSegmentType.Load && s.segment.MemoryLength > 0)
                .OrderBy(s => s.segment.Address),
        ];
        for (int i = 1; i < loaded.Length; i++)
        {
            if (loaded[i - 1].Segment.HasAddress(loaded[i].Segment.Address))
            {
                Fault($"segments {loaded[i - 1].Index} and {loaded[i].Index} are loaded over each other at address "
                    + $"0x{loaded[i].Segment.Address:x}, so that it cannot be told what runs there",
                    loaded[i].Segment.Offset);
            }
        }
    }

    private void ReadSections(uint names)
    {
        bool wide = Encoding.Wide;
        List<(uint Name, ElfSection Section)> rows = [];
        foreach (ReadOnlyMemory<byte> memory in Rows(Header.Sections, wide ? 64 : 40, "section header table"))
        {
            ReadOnlySpan<byte> row = memory.Span;
            rows.Add((Encoding.U32(row, 0), new(
                rows.Count,
                "",
                (ElfSectionType)Encoding.U32(row, 4),
                (ElfSectionFlags)(uint)Encoding.Word(row, 8),
                Encoding.Word(row, wide ? 16 : 12),
                Encoding.Word(row, wide ? 24 : 16),
                Encoding.Word(row, wide ? 32 : 20),
                Encoding.U32(row, wide ? 40 : 24),
                Encoding.U32(row, wide ? 44 : 28),
                Encoding.Word(row, wide ? 56 : 36))));
        }

        if (rows.Count == 0)
        {
            return;
        }

        ElfSection? table = names < rows.Count ? rows[(int)names].Section : null;
        if (table is null)
        {
            Fault($"the names of sections are said to be in section {names:N0} of {rows.Count:N0}", 0);
        }

        ElfStrings strings = new(table is null ? default : ContentOf(table));
        foreach ((uint name, ElfSection section) in rows)
        {
            string? text = strings.At(name);
            if (text is null && strings.Length > 0)
            {
                Fault($"section {section.Index} has its name at {name:N0}, outside the table of names",
                    section.Offset);
            }

            ElfSection named = section with { Name = text ?? "" };
            _sections.Add(named);
            if (named.HasContent && (named.Offset > (ulong)Content.Length
                || named.Length > (ulong)Content.Length - named.Offset))
            {
                Fault($"section {named.Index} has {named.Length:N0} bytes, and the file ends at "
                    + $"{Content.Length:N0}", named.Offset);
            }
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Rows(ElfTable table, int length, string what)
    {
        if (table.Offset == 0 || table.Count == 0)
        {
            yield break;
        }

        if (table.EntryLength < length)
        {
            Fault($"the entries of the {what} have {table.EntryLength} bytes and need {length}", table.Offset);
            yield break;
        }

        if (table.Count > MaxRows)
        {
            Fault($"the {what} has {table.Count:N0} entries; {MaxRows:N0} are read", table.Offset);
        }

        for (uint i = 0; i < Math.Min(table.Count, MaxRows); i++)
        {
            ulong at = table.Offset + ((ulong)i * (uint)table.EntryLength);
            ReadOnlyMemory<byte> row = Slice(at, (ulong)length);
            if (row.IsEmpty || at < table.Offset)
            {
                Fault($"the {what} has {table.Count:N0} entries, of which {i:N0} are in the file", table.Offset);
                yield break;
            }

            yield return row;
        }
    }
}
