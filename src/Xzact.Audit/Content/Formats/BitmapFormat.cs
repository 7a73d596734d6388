namespace Xzact.Audit.Content.Formats;

/// <summary>Windows bitmaps: the header gives the length of the file.</summary>
internal sealed class BitmapFormat() : FormatReader("BMP", ContentClass.Media)
{
    private const int HeaderLength = 14;

    public override bool Begins(ReadOnlySpan<byte> data) => data.Length > HeaderLength + 4 && data.StartsWith("BM"u8)
        && BitConverter.ToUInt32(data[6..]) == 0 && BitConverter.ToUInt32(data[10..]) < data.Length
        && BitConverter.ToUInt32(data[HeaderLength..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    public override void Read(FormatWalk walk)
    {
        long end = walk.U32(2);
        long pixels = walk.U32(10);
        walk.Take(HeaderLength + (long)walk.U32(HeaderLength), SpanKind.Structure, "headers");
        walk.Claim(walk.At, pixels - walk.At, SpanKind.Structure, "colours");
        walk.At = (int)Math.Max(pixels, walk.At);
        walk.Take(Math.Max(0, end - walk.At), SpanKind.Content, "pixels");
    }
}
