namespace Xzact.Audit.Content.Formats;

/// <summary>JPEG (ITU-T T.81, annex B): marker segments and entropy-coded scans up to the end marker.</summary>
internal sealed class JpegFormat() : FormatReader("JPEG", ContentClass.Media)
{
    private const byte Prefix = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Comment = 0xFE;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.StartsWith((ReadOnlySpan<byte>)[Prefix, StartOfImage, Prefix]);

    public override void Read(FormatWalk walk)
    {
        walk.Take(2, SpanKind.Structure, "markers");
        while (true)
        {
            if (walk.U16(walk.At, big: true) >> 8 != Prefix)
            {
                throw new FormatBreakException(DamageKind.Structure, walk.At, "no marker where one must be");
            }

            byte marker = walk.Rest[1];
            if (marker == EndOfImage)
            {
                walk.Take(2, SpanKind.Structure, "markers");
                return;
            }

            if (marker is Prefix or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                walk.Take(marker == Prefix ? 1 : 2, SpanKind.Structure, "markers");
                continue;
            }

            ushort length = walk.U16(walk.At + 2, big: true);
            (SpanKind kind, string meaning) = marker switch
            {
                Comment => (SpanKind.Content, "a comment"),
                >= 0xE0 and <= 0xEF when IsKnown(walk.Rest) => (SpanKind.Content, "application segments"),
                >= 0xE0 and <= 0xEF => (SpanKind.UnknownPart, "an application segment that is not known"),
                _ => (SpanKind.Structure, "tables"),
            };
            walk.Take(2L + length, kind, meaning);
            if (marker == StartOfScan)
            {
                walk.Take(ScanLength(walk.Rest), SpanKind.Content, "scans");
            }
        }
    }

    // JFIF, Exif and XMP, ICC, Photoshop, Adobe, MPF, Ducky: by the text at the beginning.
    private static bool IsKnown(ReadOnlySpan<byte> segment) => segment.Length > 4 && segment[4..] is var text
        && (text.StartsWith("JF"u8) || text.StartsWith("Exif\0"u8) || text.StartsWith("http"u8)
            || text.StartsWith("ICC_"u8) || text.StartsWith("Photoshop"u8) || text.StartsWith("Adobe"u8)
            || text.StartsWith("MPF\0"u8) || text.StartsWith("Ducky"u8));

    private static int ScanLength(ReadOnlySpan<byte> data)
    {
        for (int at = 0; at <= data.Length && data[at..].IndexOf(Prefix) is >= 0 and int step; at += 2)
        {
            at += step;
            if (at + 1 >= data.Length || data[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }

        return data.Length;
    }
}
