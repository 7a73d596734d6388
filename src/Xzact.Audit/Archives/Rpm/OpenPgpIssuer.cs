using System.Buffers.Binary;

namespace Xzact.Audit.Archives.Rpm;

/// <summary>Which key an OpenPGP signature says that it was made with (RFC 9580, sections 4.2 and 5.2). Nothing is
/// verified: the id is a claim.</summary>
internal static class OpenPgpIssuer
{
    private const int SignaturePacket = 2;
    private const int KeyIdLength = 8;
    private const int IssuerKeyId = 16;
    private const int IssuerFingerprint = 33;

    /// <summary>The key's fingerprint, or its id if only that is there, in hexadecimal; null if the bytes are no
    /// signature that names one.</summary>
    public static string? Find(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> body = Body(packet);
        return body.IsEmpty ? null : body[0] switch
        {
            // Version, 5, type, time, key id.
            3 when body.Length >= 15 => Convert.ToHexStringLower(body.Slice(7, KeyIdLength)),
            4 => InSubpackets(body, lengthSize: 2),
            6 => InSubpackets(body, lengthSize: 4),
            _ => null,
        };
    }

    // Section 4.2: the type in the first byte, then the length in one of two forms.
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < 3 || (packet[0] & 0x80) == 0)
        {
            return default;
        }

        bool isNewForm = (packet[0] & 0x40) != 0;
        int type = isNewForm ? packet[0] & 0x3F : (packet[0] >> 2) & 0x0F;
        if (type != SignaturePacket)
        {
            return default;
        }

        ReadOnlySpan<byte> rest = packet[1..];
        if (isNewForm)
        {
            return TryLength(ref rest, out long stated) && stated <= rest.Length ? rest[..(int)stated] : default;
        }

        int size = 1 << (packet[0] & 3);
        if (size > 4 || rest.Length < size)
        {
            return default;
        }

        long length = BigEndian(rest[..size]);
        return length <= rest.Length - size ? rest.Slice(size, (int)length) : default;
    }

    // Section 5.2.3: version, type and two algorithms, then two areas of subpackets, the signed one first.
    private static string? InSubpackets(ReadOnlySpan<byte> body, int lengthSize)
    {
        const int BeforeAreas = 4;
        ReadOnlySpan<byte> rest = body.Length > BeforeAreas ? body[BeforeAreas..] : default;
        string? keyId = null;
        for (int area = 0; area < 2 && rest.Length >= lengthSize; area++)
        {
            long length = BigEndian(rest[..lengthSize]);
            rest = rest[lengthSize..];
            if (length > rest.Length)
            {
                break;
            }

            for (ReadOnlySpan<byte> packets = rest[..(int)length]; TryLength(ref packets, out long size)
                && size > 0 && size <= packets.Length; packets = packets[(int)size..])
            {
                ReadOnlySpan<byte> content = packets[1..(int)size];
                switch (packets[0] & 0x7F)
                {
                    case IssuerFingerprint when content.Length > 1:
                        return Convert.ToHexStringLower(content[1..]);
                    case IssuerKeyId when content.Length == KeyIdLength:
                        keyId ??= Convert.ToHexStringLower(content);
                        break;
                }
            }

            rest = rest[(int)length..];
        }

        return keyId;
    }

    // Section 4.2.1: one, two or five bytes. Partial lengths are for data, not for signatures.
    private static bool TryLength(ref ReadOnlySpan<byte> bytes, out long length)
    {
        (int size, length) = bytes switch
        {
            [< 192, ..] => (1, bytes[0]),
            [< 224, _, ..] => (2, ((bytes[0] - 192) << 8) + bytes[1] + 192),
            [255, _, _, _, _, ..] => (5, BinaryPrimitives.ReadUInt32BigEndian(bytes[1..])),
            _ => (0, 0L),
        };
        bytes = bytes[size..];
        return size > 0;
    }

    private static long BigEndian(ReadOnlySpan<byte> digits)
    {
        long value = 0;
        foreach (byte digit in digits)
        {
            value = (value << 8) | digit;
        }

        return value;
    }
}
