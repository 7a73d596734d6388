namespace Xzact.Audit.Content.Formats;

/// <summary>ELF (System V ABI, chapter 4): headers, segments and sections. Only ranges are looked at.</summary>
internal sealed class ElfFormat() : FormatReader("ELF", ContentClass.ObjectCode)
{
    private const int IdentityLength = 16;
    private const uint NoBits = 8;

    public override bool Begins(ReadOnlySpan<byte> data) => data.Length >= IdentityLength
        && data.StartsWith((ReadOnlySpan<byte>)[0x7F, .. "ELF"u8])
        && data[4] is 1 or 2 && data[5] is 1 or 2 && data[6] == 1;

    public override void Read(FormatWalk walk)
    {
        bool wide = walk.Data[4] == 2;
        bool big = walk.Data[5] == 2;
        int headerLength = wide ? 64 : 52;
        walk.Take(headerLength, SpanKind.Structure, "headers");
        long segments = Place(wide ? 32 : 28);
        long sections = Place(wide ? 40 : 32);
        int counts = wide ? 54 : 42;
        (int segmentSize, int segmentCount) = (walk.U16(counts, big), walk.U16(counts + 2, big));
        (int sectionSize, int sectionCount) = (walk.U16(counts + 4, big), walk.U16(counts + 6, big));
        walk.Claim(segments, (long)segmentSize * segmentCount, SpanKind.Structure, "headers");
        walk.Claim(sections, (long)sectionSize * sectionCount, SpanKind.Structure, "headers");
        for (int i = 0; i < sectionCount; i++)
        {
            long header = sections + ((long)i * sectionSize);
            if (walk.U32(header + 4, big) is not (0 or NoBits))
            {
                walk.Claim(
                    Place(header + (wide ? 24 : 16)), Place(header + (wide ? 32 : 20)), SpanKind.Content, "sections");
            }
        }

        for (int i = 0; i < segmentCount; i++)
        {
            long header = segments + ((long)i * segmentSize);
            walk.Claim(
                Place(header + (wide ? 8 : 4)), Place(header + (wide ? 32 : 16)), SpanKind.Content, "segments");
        }

        long Place(long offset) => wide
            ? (long)Math.Min(walk.U64(offset, big), int.MaxValue) : walk.U32(offset, big);
    }
}
