using System.Text;

namespace Xzact.Audit.Content.Formats;

/// <summary>The ISO base media file format (ISO/IEC 14496-12: HEIF, AVIF, MP4): boxes one behind the other; what is
/// inside them is not read.</summary>
internal sealed class BoxFormat() : FormatReader("ISO media", ContentClass.Media)
{
    private const int Header = 8;
    private const int LongHeader = 16;

    private static readonly HashSet<string> s_known =
    [
        "ftyp", "meta", "mdat", "moov", "moof", "mfra", "free", "skip", "pdin", "sidx", "ssix", "prft", "styp", "idat",
        "wide", "uuid", "emsg",
    ];

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > LongHeader && data[..3].IndexOfAnyExcept((byte)0) < 0 && data[4..].StartsWith("ftyp"u8);

    public override void Read(FormatWalk walk)
    {
        while (walk.Left >= Header)
        {
            string type = Encoding.Latin1.GetString(walk.Rest.Slice(4, 4));
            long size = walk.U32(walk.At, big: true);
            size = size == 0 ? walk.Left
                : size == 1 ? (long)Math.Min(walk.U64(walk.At + Header, big: true), long.MaxValue) : size;
            bool known = s_known.Contains(type);
            if (size < Header || (!known && size > walk.Left))
            {
                return;
            }

            bool isFree = type is "free" or "skip" or "uuid";
            walk.Take(Header, SpanKind.Structure, "headers");
            walk.Take(
                size - Header, known && !isFree ? SpanKind.Content : SpanKind.UnknownPart,
                isFree ? "a free box" : known ? "boxes" : "a box of a type that is not known");
        }
    }
}
