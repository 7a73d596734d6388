using System.Text;

namespace Xzact.Audit.Content.Formats;

/// <summary>RIFF (WAVE, AVI, WebP): chunks of even length inside one chunk that gives the length of all.</summary>
internal sealed class RiffFormat() : FormatReader("RIFF", ContentClass.Media)
{
    private const int HeaderLength = 12;
    private const int Frame = 8;

    private static readonly HashSet<string> s_known =
    [
        "fmt ", "data", "fact", "LIST", "cue ", "plst", "smpl", "inst", "bext", "cart", "id3 ", "PEAK", "iXML", "idx1",
        "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP", "EXIF", "XMP ", "anih", "rate", "seq ",
    ];

    public override bool Begins(ReadOnlySpan<byte> data) => data.Length >= HeaderLength && data.StartsWith("RIFF"u8);

    public override void Read(FormatWalk walk)
    {
        long end = Frame + (long)walk.U32(4);
        walk.Take(HeaderLength, SpanKind.Structure, "headers");
        while (walk.At + Frame <= end && walk.Left >= Frame)
        {
            string type = Encoding.Latin1.GetString(walk.Rest[..4]);
            long length = walk.U32(walk.At + 4);
            bool known = s_known.Contains(type);
            walk.Take(Frame, SpanKind.Structure, "headers");
            walk.Take(length, known ? SpanKind.Content : SpanKind.UnknownPart,
                known ? "chunks" : "a chunk of a type that is not known");
            walk.Take(Math.Min(length % 2, walk.Left), SpanKind.Padding, "padding");
        }

        if (walk.At < end)
        {
            throw new FormatBreakException(DamageKind.Truncated, walk.At, $"the chunk should end at byte {end}");
        }
    }
}
