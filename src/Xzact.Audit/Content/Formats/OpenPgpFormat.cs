namespace Xzact.Audit.Content.Formats;

/// <summary>OpenPGP (RFC 9580, section 4): keys and signatures, packet by packet.</summary>
internal sealed class OpenPgpFormat() : FormatReader("OpenPGP", ContentClass.Data)
{
    private const int Signature = 2;
    private const int PublicKey = 6;
    private const int MaxType = 20;

    public override bool Begins(ReadOnlySpan<byte> data) =>
        Packet(data) is (int type, int header, long length) && type is Signature or PublicKey
        && length > 4 && header + length <= data.Length && data[header] is >= 3 and <= 6
        && (header + length == data.Length || Packet(data[(header + (int)length)..]) is not null
            || (type == Signature && IsVersion4(data[header..])));

    public override void Read(FormatWalk walk)
    {
        while (Packet(walk.Rest) is (_, int header, long length))
        {
            walk.Take(header, SpanKind.Structure, "packet headers");
            walk.Take(length, SpanKind.Content, "packets");
        }
    }

    // Section 5.2.3: version, type, algorithms of the key and of the digest.
    private static bool IsVersion4(ReadOnlySpan<byte> body) =>
        body[0] == 4 && body[2] is 1 or 3 or 17 or 19 or 22 or 27 && body[3] is > 0 and <= 14;

    // Section 4.2: the tag, then a length of one, two or four bytes; partial lengths are of data packets only.
    private static (int Type, int Header, long Length)? Packet(ReadOnlySpan<byte> data)
    {
        if (data.Length < 6 || (data[0] & 0x80) == 0)
        {
            return null;
        }

        bool isNew = (data[0] & 0x40) != 0;
        int type = isNew ? data[0] & 0x3F : (data[0] >> 2) & 0x0F;
        (int Header, long Length)? size = isNew
            ? data[1] switch
            {
                < 192 => (2, data[1]),
                < 224 => (3, ((data[1] - 192) << 8) + data[2] + 192),
                255 => (6, U32(data[2..])),
                _ => null,
            }
            : (data[0] & 3) switch
            {
                0 => (2, data[1]),
                1 => (3, (data[1] << 8) | data[2]),
                2 => (5, U32(data[1..])),
                _ => null,
            };
        return size is (int header, long length) && type is > 0 and <= MaxType ? (type, header, length) : null;

        static long U32(ReadOnlySpan<byte> bytes) =>
            System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
