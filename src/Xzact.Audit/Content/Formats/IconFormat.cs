namespace Xzact.Audit.Content.Formats;

/// <summary>Windows icons and cursors: a directory and pictures.</summary>
internal sealed class IconFormat() : FormatReader("icon", ContentClass.Media)
{
    private const int HeaderLength = 6;
    private const int EntryLength = 16;

    public override bool Begins(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderLength + EntryLength
            || !(data.StartsWith("\0\0\u0001\0"u8) || data.StartsWith("\0\0\u0002\0"u8)))
        {
            return false;
        }

        int count = BitConverter.ToUInt16(data[4..]);
        uint place = BitConverter.ToUInt32(data[(HeaderLength + 12)..]);
        return count > 0 && data[HeaderLength + 3] == 0 && place >= HeaderLength + (count * EntryLength)
            && place < data.Length;
    }

    public override void Read(FormatWalk walk)
    {
        int count = walk.U16(4);
        walk.Take(HeaderLength + (count * (long)EntryLength), SpanKind.Structure, "the directory");
        for (int i = 0; i < count; i++)
        {
            int entry = HeaderLength + (i * EntryLength);
            long length = walk.U32(entry + 8);
            long place = walk.U32(entry + 12);
            walk.Claim(place, length, SpanKind.Content, "pictures");
            if (place + length > walk.Data.Length)
            {
                walk.Damage(DamageKind.Truncated, place, "a picture goes past the end of the file");
            }
        }
    }
}
