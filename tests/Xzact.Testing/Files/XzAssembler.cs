using System.Buffers.Binary;
using System.Security.Cryptography;
using Xzact.Testing.Interop;

namespace Xzact.Testing.Files;

/// <summary>
/// Writes .xz Streams field by field, without any code of the library under test: legal ones that no encoder makes, and
/// broken ones with every checksum right. CRCs come from liblzma.
/// </summary>
internal sealed class XzAssembler
{
    private readonly List<byte> _bytes = [];
    private readonly List<(ulong Unpadded, ulong Uncompressed)> _records = [];
    private readonly byte _check;

    public XzAssembler(byte check = 0x01, byte flags = 0)
    {
        _check = check;
        byte[] flagBytes = [flags, check];
        _bytes.AddRange([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, .. flagBytes, .. Crc32(flagBytes)]);
    }

    /// <summary>Filter Flags of LZMA2 with a dictionary of 4 KiB, 64 KiB for 8, and so on.</summary>
    public static byte[] Lzma2(byte dictionary = 0) => [0x21, 0x01, dictionary];

    /// <summary>Filter Flags of Delta.</summary>
    public static byte[] Delta(int distance) => [0x03, 0x01, (byte)(distance - 1)];

    /// <summary>LZMA2 data of stored chunks.</summary>
    public static byte[] Store(ReadOnlySpan<byte> data)
    {
        var result = new MemoryStream();
        byte control = 1;
        while (!data.IsEmpty)
        {
            int size = Math.Min(data.Length, 1 << 16);
            result.Write([control, (byte)((size - 1) >> 8), (byte)(size - 1)]);
            result.Write(data[..size]);
            data = data[size..];
            control = 2;
        }

        result.WriteByte(0);
        return result.ToArray();
    }

    /// <summary>A Block Header with its CRC32.</summary>
    /// <param name="filters">Filter Flags, one entry a filter.</param>
    /// <param name="compressed">Compressed Size, if it is to be there.</param>
    /// <param name="uncompressed">Uncompressed Size, likewise.</param>
    /// <param name="padding">Units of four bytes of Header Padding beyond what is needed.</param>
    /// <param name="flags">Added to the Block Flags.</param>
    public static byte[] BlockHeader(
        byte[][] filters, ulong? compressed = null, ulong? uncompressed = null, int padding = 0, byte flags = 0)
    {
        List<byte> header = [0, (byte)((filters.Length - 1) | flags)];
        if (compressed is { } c)
        {
            header[1] |= 0x40;
            header.AddRange(Integer(c));
        }

        if (uncompressed is { } u)
        {
            header[1] |= 0x80;
            header.AddRange(Integer(u));
        }

        header.AddRange(filters.SelectMany(filter => filter));
        int size = ((header.Count + 3) / 4 * 4) + (4 * padding);
        header.AddRange(new byte[size - header.Count]);
        header[0] = (byte)(size / 4);
        return [.. header, .. Crc32([.. header])];
    }

    /// <summary>A Multibyte Integer.</summary>
    public static byte[] Integer(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    public static byte[] Crc32(ReadOnlySpan<byte> data)
    {
        byte[] crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, SystemLiblzma.Crc32(0, data));
        return crc;
    }

    /// <summary>Adds a Block.</summary>
    /// <param name="data">What the Block stands for.</param>
    /// <param name="header">Its header; by default one without sizes.</param>
    /// <param name="lzma2">Its Compressed Data; by default <paramref name="data"/>, stored.</param>
    public XzAssembler Block(ReadOnlySpan<byte> data, byte[]? header = null, byte[]? lzma2 = null)
    {
        header ??= BlockHeader([Lzma2()]);
        lzma2 ??= Store(data);
        byte[] check = Check(data);
        _bytes.AddRange(header);
        _bytes.AddRange(lzma2);
        _bytes.AddRange(new byte[(4 - (lzma2.Length % 4)) % 4]);
        _bytes.AddRange(check);
        _records.Add(((ulong)(header.Length + lzma2.Length + check.Length), (ulong)data.Length));
        return this;
    }

    /// <summary>Adds a Block as it lies in a file, its padding and its check included.</summary>
    public XzAssembler Block(ReadOnlySpan<byte> bytes, XzIndexBlock record)
    {
        _bytes.AddRange(bytes);
        _records.Add(((ulong)record.UnpaddedSize, (ulong)record.UncompressedSize));
        return this;
    }

    /// <summary>Ends the Stream with its true Index and a footer.</summary>
    public byte[] Finish() => Finish(Index(_records));

    /// <summary>Ends the Stream with an Index made by the test, and a footer that fits it.</summary>
    public byte[] Finish(byte[] index, int backwardSize = 0, int check = -1, byte flags = 0)
    {
        byte[] covered = [0, 0, 0, 0, flags, check < 0 ? _check : (byte)check];
        int size = backwardSize == 0 ? index.Length : backwardSize;
        BinaryPrimitives.WriteUInt32LittleEndian(covered, (uint)((size / 4) - 1));
        return [.. _bytes, .. index, .. Crc32(covered), .. covered, (byte)'Y', (byte)'Z'];
    }

    /// <summary>An Index of the given records.</summary>
    public static byte[] Index(IReadOnlyList<(ulong Unpadded, ulong Uncompressed)> records)
    {
        IEnumerable<byte> list = records.SelectMany(r => (byte[])[.. Integer(r.Unpadded), .. Integer(r.Uncompressed)]);
        return Index([0, .. Integer((ulong)records.Count), .. list]);
    }

    /// <summary>Pads an Index and adds its CRC32.</summary>
    public static byte[] Index(byte[] fields)
    {
        byte[] padded = [.. fields, .. new byte[(4 - (fields.Length % 4)) % 4]];
        return [.. padded, .. Crc32(padded)];
    }

    private byte[] Check(ReadOnlySpan<byte> data)
    {
        byte[] crc64 = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(crc64, SystemLiblzma.Crc64(0, data));
        int[] sizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
        return _check switch
        {
            0x01 => Crc32(data),
            0x04 => crc64,
            0x0A => SHA256.HashData(data),
            _ => [.. Enumerable.Repeat((byte)0xC5, sizes[_check])],
        };
    }
}
