using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Xzact.Attacks.Fixtures;

/// <summary>Small pictures that any reader shows.</summary>
internal static class Images
{
    public static byte[] Any(Random random) => random.Next(2) == 0 ? Gif() : Png(8 + random.Next(24), random);

    /// <summary>The extension that fits the first bytes.</summary>
    public static string Extension(byte[] image) => image[0] == (byte)'G' ? "gif" : "png";

    // One white pixel.
    private static byte[] Gif() =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0, 0, 0, (byte)',', 0, 0, 0, 0, 1, 0, 1, 0, 0,
        2, 2, 0x44, 1, 0, (byte)';',
    ];

    // Grey, eight bits a pixel.
    private static byte[] Png(int side, Random random)
    {
        byte[] header = [0, 0, 0, (byte)side, 0, 0, 0, (byte)side, 8, 0, 0, 0, 0];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            for (int row = 0; row < side; row++)
                zlib.Write([0, .. ByteTransforms.Junk(random, side)]);
        }

        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] check = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(body));
        return [.. length, .. body, .. check];
    }

    /// <summary>The checksum of PNG and gzip.</summary>
    internal static uint Crc(byte[] data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
