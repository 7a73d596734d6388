namespace Xzact.Audit.Content.Formats;

/// <summary>PDF (ISO 32000-1): from its header to its last end marker. Objects are not read.</summary>
internal sealed class PdfFormat() : FormatReader("PDF", ContentClass.Data)
{
    private static ReadOnlySpan<byte> End => "%%EOF"u8;

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith("%PDF-"u8);

    public override void Read(FormatWalk walk)
    {
        walk.Notes.Add("its objects were not read");
        int end = walk.Data.LastIndexOf(End);
        if (end < 0)
        {
            throw new FormatBreakException(DamageKind.Truncated, walk.Left, "there is no end marker");
        }

        walk.Take(end + End.Length, SpanKind.Content, "objects");
        while (walk.Left > 0 && (byte)walk.Rest[0] is (byte)'\r' or (byte)'\n')
        {
            walk.Take(1, SpanKind.Padding, "the end of the line");
        }
    }
}
