namespace Xzact.Audit.Content.Formats;

/// <summary>SQLite (Database File Format, section 1.3): pages by the header; their content is not read.</summary>
internal sealed class SqliteFormat() : FormatReader("SQLite", ContentClass.Data)
{
    private const int HeaderLength = 100;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length >= HeaderLength && data.StartsWith("SQLite format 3\0"u8);

    public override void Read(FormatWalk walk)
    {
        long pageSize = walk.U16(16, big: true) is var size && size == 1 ? 65536 : size;
        walk.Notes.Add("its pages were not read");
        walk.Take(HeaderLength, SpanKind.Structure, "the header");
        walk.Take(Math.Max(0, (pageSize * walk.U32(28, big: true)) - HeaderLength), SpanKind.Content, "pages");
    }
}
