using System.Text;

namespace Xzact.Audit.Elf;

/// <summary>Notes (System V ABI, chapter 5, "Note Section").</summary>
internal static class ElfNotes
{
    private const int MaxNotes = 10_000;
    private const int MaxTables = 1_000;
    private const uint BuildIdType = 3;

    /// <summary>The notes of the segments, and those of sections that no such segment has; Go's linker leaves the build
    /// id out of its segment.</summary>
    public static IReadOnlyList<ElfNote> Read(ElfFile file)
    {
        List<ElfNote> notes = [];
        ElfSegment[] segments =
            [.. file.Segments.Where(s => s.Type == ElfSegmentType.Note && s.FileLength > 0).Take(MaxTables)];
        foreach (ElfSegment segment in segments)
        {
            Add(file, file.Part(segment.Offset, segment.FileLength, "notes"), segment.Alignment, notes);
        }

        foreach (ElfSection section in file.Sections.Where(s => s.Type == ElfSectionType.Note
            && !Array.Exists(segments, p => s.Offset - p.Offset < p.FileLength)).Take(MaxTables))
        {
            Add(file, file.ContentOf(section), 4, notes);
        }

        return notes;
    }

    /// <summary>The build id in lower-case hexadecimal; null if there is none.</summary>
    public static string? BuildId(IEnumerable<ElfNote> notes) =>
        notes.FirstOrDefault(n => n is { Name: "GNU", Type: BuildIdType, Content.Length: > 0 and <= 64 }) is { } note
            ? Convert.ToHexStringLower(note.Content.Span) : null;

    private static void Add(ElfFile file, ReadOnlyMemory<byte> content, ulong alignment, List<ElfNote> notes)
    {
        long unit = alignment == 8 ? 8 : 4;
        long at = 0;
        while (at + 12 <= content.Length && notes.Count < MaxNotes)
        {
            ReadOnlySpan<byte> row = content.Span[(int)at..];
            uint nameLength = file.Encoding.U32(row, 0);
            uint length = file.Encoding.U32(row, 4);
            long begin = at + Aligned(12L + nameLength, unit);
            if (begin + length > content.Length)
            {
                file.Fault($"a note of {nameLength:N0} and {length:N0} bytes leads out of its {content.Length:N0}", 0);
                return;
            }

            string name = Encoding.ASCII.GetString(row.Slice(12, (int)nameLength)).TrimEnd('\0');
            notes.Add(new(name, file.Encoding.U32(row, 8), content.Slice((int)begin, (int)length)));
            at = begin + Aligned(length, unit);
        }
    }

    private static long Aligned(long length, long unit) => (length + unit - 1) / unit * unit;
}
