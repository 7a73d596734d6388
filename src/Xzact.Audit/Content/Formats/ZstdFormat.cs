using Xzact.Audit.Archives;

namespace Xzact.Audit.Content.Formats;

/// <summary>Zstandard (RFC 8878), its frames and blocks by their lengths; nothing is decoded.</summary>
internal sealed class ZstdFormat() : FormatReader("Zstandard", ContentClass.Compressed)
{
    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const int MaxBlock = 1 << 17;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        data.Length > 5 && FirstBytes.IsZstandard(data) && (data[4] & 8) == 0;

    public override void Read(FormatWalk walk)
    {
        while (walk.Left >= 4)
        {
            uint magic = walk.U32(walk.At);
            if ((magic & ~0xFU) == SkippableMagic)
            {
                walk.Take(8L + walk.U32(walk.At + 4), SpanKind.UnknownPart, "a skippable frame");
            }
            else if (magic == Magic)
            {
                ReadFrame(walk);
            }
            else
            {
                return;
            }
        }
    }

    // Section 3.1.1.
    private static void ReadFrame(FormatWalk walk)
    {
        if (walk.Notes.Count == 0)
        {
            walk.Notes.Add("the frame was not decoded; there is no decoder here");
        }

        int descriptor = walk.U32(walk.At + 4) is var bits ? (byte)bits : 0;
        bool singleSegment = (descriptor & 0x20) != 0;
        int sizeBytes = (descriptor >> 6) switch { 0 => singleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        int dictionaryBytes = (descriptor & 3) switch { 3 => 4, var id => id };
        walk.Take(5 + (singleSegment ? 0 : 1) + dictionaryBytes + sizeBytes, SpanKind.Structure, "a frame header");
        while (true)
        {
            int header = walk.U16(walk.At) | (walk.Left > 2 ? walk.Rest[2] << 16 : 0);
            int size = header >> 3;
            int type = (header >> 1) & 3;
            if (type == 3 || size > MaxBlock)
            {
                throw new FormatBreakException(
                    DamageKind.Structure, walk.At, "a block of the reserved type or too large");
            }

            walk.Take(3 + (type == 1 ? 1 : size), SpanKind.Content, "blocks");
            if ((header & 1) != 0)
            {
                walk.Take((descriptor & 4) != 0 ? 4 : 0, SpanKind.Structure, "the checksum");
                return;
            }
        }
    }
}
