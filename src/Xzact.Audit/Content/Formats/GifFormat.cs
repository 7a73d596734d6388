namespace Xzact.Audit.Content.Formats;

/// <summary>GIF (GIF89a Specification): blocks up to the trailer.</summary>
internal sealed class GifFormat() : FormatReader("GIF", ContentClass.Media)
{
    private const int HeaderLength = 13;
    private const int FlagsAt = 10;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8);

    public override void Read(FormatWalk walk)
    {
        _ = walk.U32(HeaderLength - 4);
        walk.Take(HeaderLength + ColorTable(walk.Data[FlagsAt]), SpanKind.Structure, "headers");
        while (true)
        {
            byte introducer = (byte)(walk.Left > 1 ? walk.Rest[0] : walk.Left == 1 ? walk.Rest[0] : 0);
            switch (introducer)
            {
                case 0x3B:
                    walk.Take(1, SpanKind.Structure, "the trailer");
                    return;
                case 0x21:
                    // Graphic control, plain text, comment, application.
                    bool known = walk.U16(walk.At) >> 8 is 0xF9 or 0x01 or 0xFE or 0xFF;
                    walk.Take(2, SpanKind.Structure, "headers");
                    SubBlocks(walk, known ? SpanKind.Content : SpanKind.UnknownPart, "extensions");
                    break;
                case 0x2C:
                    byte flags = (byte)(walk.U16(walk.At + 8) >> 8);
                    walk.Take(10 + ColorTable(flags) + 1, SpanKind.Structure, "headers");
                    SubBlocks(walk, SpanKind.Content, "pictures");
                    break;
                default:
                    throw new FormatBreakException(DamageKind.Structure, walk.At, "no block where one must be");
            }
        }
    }

    private static int ColorTable(byte flags) => (flags & 0x80) != 0 ? 3 << ((flags & 7) + 1) : 0;

    private static void SubBlocks(FormatWalk walk, SpanKind kind, string meaning)
    {
        while (walk.Left > 0 && walk.Rest[0] != 0)
        {
            walk.Take(1 + walk.Rest[0], kind, meaning);
        }

        walk.Take(1, kind, meaning);
    }
}
