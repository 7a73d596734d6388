using Xzact.Audit.Elf;

namespace Xzact.Audit.Content.Formats;

/// <summary>ELF (System V ABI, chapter 4): headers, segments and sections. Only ranges are looked at.</summary>
internal sealed class ElfFormat() : FormatReader("ELF", ContentClass.ObjectCode)
{
    public override bool Begins(ReadOnlySpan<byte> data) => ElfFile.Begins(data);

    public override void Read(FormatWalk walk)
    {
        walk.Take(walk.Data[4] == 2 ? 64 : 52, SpanKind.Structure, "headers");
        ElfFile file = ElfFile.Read(walk.Memory);
        ElfTable[] tables = [file.Header.Segments, file.Header.Sections];
        foreach (ElfTable table in tables)
        {
            walk.Claim(Place(table.Offset), table.EntryLength * (long)table.Count, SpanKind.Structure, "headers");
        }

        if (file.Segments.Count < tables[0].Count || file.Sections.Count < tables[1].Count)
        {
            throw new FormatBreakException(
                DamageKind.Truncated, walk.Data.Length, "the tables of segments and sections are not whole");
        }

        foreach (ElfSection section in file.Sections.Where(s => s.HasContent))
        {
            walk.Claim(Place(section.Offset), Place(section.Length), SpanKind.Content, "sections");
        }

        foreach (ElfSegment segment in file.Segments)
        {
            walk.Claim(Place(segment.Offset), Place(segment.FileLength), SpanKind.Content, "segments");
        }
    }

    private static long Place(ulong value) => (long)Math.Min(value, int.MaxValue);
}
