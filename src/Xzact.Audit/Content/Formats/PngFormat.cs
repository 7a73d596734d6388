using System.Text;
using ICSharpCode.SharpZipLib.Checksum;

namespace Xzact.Audit.Content.Formats;

/// <summary>PNG (ISO/IEC 15948, third edition of the W3C): chunks with CRCs from the signature to IEND, and the zlib
/// stream of the picture to its end.</summary>
internal sealed class PngFormat() : FormatReader("PNG", ContentClass.Media)
{
    private const int Frame = 12;
    private const string Picture = "IDAT";

    private static readonly HashSet<string> s_known =
    [
        "IHDR", "PLTE", Picture, "IEND", "acTL", "cHRM", "cICP", "fcTL", "fdAT", "gAMA", "iCCP", "mDCV", "cLLI", "sBIT",
        "sRGB", "bKGD", "hIST", "tRNS", "eXIf", "pHYs", "sPLT", "tIME", "iTXt", "tEXt", "zTXt",
        "oFFs", "pCAL", "sCAL", "gIFg", "gIFx", "sTER", "dSIG", "vpAg", "caNv", "orNT",
    ];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public override bool Begins(ReadOnlySpan<byte> data) => data.StartsWith(Signature);

    public override void Read(FormatWalk walk)
    {
        walk.Take(Signature.Length, SpanKind.Structure, "the signature");
        MemoryStream picture = new();
        string type;
        do
        {
            long length = walk.U32(walk.At, big: true);
            type = Encoding.Latin1.GetString(walk.Rest.Slice(4, walk.Left >= 8 ? 4 : 0));
            int begin = walk.At;
            bool known = s_known.Contains(type);
            walk.Take(length + Frame, known ? SpanKind.Content : SpanKind.UnknownPart,
                known ? $"{type} chunks" : "a chunk of a type that is not defined");
            ReadOnlySpan<byte> checkedBytes = walk.Data.Slice(begin + 4, (int)length + 4);
            Crc32 crc = new();
            crc.Update(new ArraySegment<byte>(checkedBytes.ToArray()));
            if ((uint)crc.Value != walk.U32(walk.At - 4, big: true))
            {
                walk.Damage(DamageKind.ContentCheck, begin, $"the CRC of the chunk does not match");
            }

            if (type == Picture)
            {
                picture.Write(checkedBytes[4..]);
            }
        }
        while (type != "IEND");

        Decoding pixels = Decoding.Inflate(
            picture.GetBuffer().AsMemory(0, (int)picture.Length), raw: false, walk.Budget);
        if (pixels.Damage is { } damage)
        {
            walk.Damage(damage.Kind, damage.Offset, "the picture's stream: " + damage.Reason);
        }
        else if (pixels.Consumed < picture.Length)
        {
            walk.Part($"behind the stream in {Picture}", picture.ToArray().AsMemory(pixels.Consumed));
            walk.Notes.Add($"{picture.Length - pixels.Consumed} bytes follow the picture's stream inside {Picture}");
        }
    }
}
