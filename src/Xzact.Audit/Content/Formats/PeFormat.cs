namespace Xzact.Audit.Content.Formats;

/// <summary>PE (Microsoft's PE Format): headers, the sections' data and the table of certificates.</summary>
internal sealed class PeFormat() : FormatReader("PE", ContentClass.ObjectCode)
{
    private const int HeaderPlace = 60;
    private const int FileHeader = 24;
    private const int SectionHeader = 40;
    private const ushort Pe32Plus = 0x20B;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > HeaderPlace + 4 && data.StartsWith("MZ"u8) && Signature(data) is int at
        && data[at..].StartsWith("PE\0\0"u8);

    public override void Read(FormatWalk walk)
    {
        int at = (int)walk.U32(HeaderPlace);
        int sections = walk.U16(at + 6);
        int optional = walk.U16(at + 20);
        int table = at + FileHeader + optional;
        walk.Take(table + ((long)sections * SectionHeader), SpanKind.Structure, "headers");
        for (int i = 0; i < sections; i++)
        {
            int header = table + (i * SectionHeader);
            walk.Claim(walk.U32(header + 20), walk.U32(header + 16), SpanKind.Content, "sections");
        }

        // The fifth directory gives a place in the file, unlike the others.
        int directories = at + FileHeader + (optional >= 2 && walk.U16(at + FileHeader) == Pe32Plus ? 112 : 96);
        if (optional >= directories - at - FileHeader + 40)
        {
            walk.Claim(walk.U32(directories + 32), walk.U32(directories + 36), SpanKind.Content, "certificates");
        }
    }

    private static int? Signature(ReadOnlySpan<byte> data)
    {
        uint at = BitConverter.ToUInt32(data[HeaderPlace..]);
        return at <= data.Length - FileHeader ? (int)at : null;
    }
}
