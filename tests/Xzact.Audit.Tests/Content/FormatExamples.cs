using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ICSharpCode.SharpZipLib.Checksum;
using Xzact.Audit.Tests.Archives;
using Xzact.Audit.Tests.Archives.Compression;
using Xzact.Audit.Tests.Archives.Cpio;
using Xzact.Audit.Tests.Release.Catalogs;

namespace Xzact.Audit.Tests.Content;

/// <summary>A whole, small example of each format, made by code; what they carry is inert.</summary>
internal static class FormatExamples
{
    public static readonly byte[] Sentence = Encoding.ASCII.GetBytes("INERT TEST FIXTURE\n");

    /// <summary>A script that does nothing, longer than what any search looks at first.</summary>
    public static readonly byte[] Script = Encoding.ASCII.GetBytes(
        "#!/bin/sh\n# INERT TEST FIXTURE\n"
        + string.Concat(Enumerable.Range(0, 40).Select(i => $"# line {i} of nothing\n"))
        + "exit 0\n");

    /// <summary>The header of an ELF file of no type, and nothing that could be loaded.</summary>
    public static byte[] Elf { get; } = MakeElf();

    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        [".xz"] = Packed(stream => new XzStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
        [".lzma"] = Packed(stream => new LzmaStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
        [".lz"] = Packed(stream => new LzipStream(stream, CompressionLevel.Optimal, leaveOpen: true)),
        ["gzip"] = Gzip(Sentence),
        ["bzip2"] = Bzip2DecoderTests.Bzip2(Sentence),
        ["Zstandard"] =
        [
            0x28, 0xB5, 0x2F, 0xFD, 0x20, (byte)Sentence.Length, (byte)((Sentence.Length << 3) | 1), 0, 0, .. Sentence,
        ],
        ["PNG"] = Png(),
        ["GIF"] =
        [
            .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255,
            0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4C, 1, 0, 0x3B,
        ],
        ["JPEG"] =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, 0xDA, 0, 2, 0x12, 0xFF, 0, 0x34, 0xFF, 0xD9,
        ],
        ["RIFF"] =
        [
            .. "RIFF"u8, .. Little(4 + 8 + 16 + 8 + 4), .. "WAVEfmt "u8, .. Little(16), .. new byte[16],
            .. "data"u8, .. Little(4), 1, 2, 3, 4,
        ],
        ["PDF"] = Encoding.ASCII.GetBytes("%PDF-1.4\n%\u0001\u0002\u0003\n1 0 obj\nendobj\nstartxref\n0\n%%EOF\n"),
        ["ELF"] = Elf,
        ["PE"] = Pe(),
        ["ar"] = Encoding.ASCII.GetBytes(
            "!<arch>\n" + "a.txt/          0           0     0     100644  19        `\nINERT TEST FIXTURE\0\n"),
        ["zip"] = Zip(),
        ["cpio"] = new CpioBuilder().Add("a", Sentence).End(),
        ["tar"] = new TarBuilder().Add("a", "INERT TEST FIXTURE\n").End(),
        ["MO"] = MoBuilder.Build(3, ("", "Content-Type: text/plain\n"), ("a", "b")),
        ["sfnt"] =
        [
            0, 1, 0, 0, 0, 1, 0, 16, 0, 0, 0, 0, .. "name"u8, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 8,
            0, 0, 0, 0, 0, 6, 1, 2,
        ],
        ["icon"] = [0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0, .. Little(4), .. Little(22), 1, 2, 3, 4],
        ["BMP"] =
        [
            .. "BM"u8, .. Little(14 + 40 + 4), .. Little(0), .. Little(54), .. Little(40), .. new byte[36], 1, 2, 3, 4,
        ],
        ["SQLite"] = Sqlite(),
        ["DER"] = [0x30, 12, 0x02, 1, 5, 0x04, 7, 1, 2, 3, 4, 5, 6, 7],
        ["ISO media"] = [0, 0, 0, 12, .. "ftypmif1"u8, 0, 0, 0, 12, .. "mdat"u8, 1, 2, 3, 4],
        ["PNM"] = [.. "P6\n# a\n2 1\n255\n"u8, 1, 2, 3, 4, 5, 6],
        ["GNU Info"] = Encoding.ASCII.GetBytes("This is a.info\n\n\u001F\nFile: a.info\n\0\b[index\0\b]\n"),
        ["OpenPGP"] = [0xC2, 12, 4, 0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 0],
    };

    public static byte[] Gzip(byte[] content) =>
        Packed(stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true), content);

    public static byte[] Xz(byte[] content) =>
        Packed(stream => new XzStream(stream, CompressionLevel.Optimal, leaveOpen: true), content);

    public static byte[] Chunk(string type, params byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Crc32 crc = new();
        crc.Update(body);
        return [.. Big((uint)data.Length), .. body, .. Big((uint)crc.Value)];
    }

    /// <summary>A picture of one black pixel.</summary>
    /// <param name="extra">Chunks before the end.</param>
    /// <param name="behind">Bytes behind the stream of the picture, inside its chunk.</param>
    public static byte[] Png(byte[]? extra = null, byte[]? behind = null)
    {
        byte[] pixels = Packed(stream => new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true), [0, 0]);
        return
        [
            0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            .. Chunk("IDAT", [.. pixels, .. behind ?? []]), .. extra ?? [], .. Chunk("IEND"),
        ];
    }

    private static byte[] Packed(Func<Stream, Stream> open, byte[]? content = null)
    {
        MemoryStream packed = new();
        using (Stream stream = open(packed))
        {
            stream.Write(content ?? Sentence);
        }

        return packed.ToArray();
    }

    private static byte[] MakeElf()
    {
        byte[] elf = new byte[64];
        ((byte[])[0x7F, .. "ELF"u8, 2, 1, 1]).CopyTo(elf, 0);
        elf[20] = 1;
        elf[52] = 64;
        return elf;
    }

    private static byte[] Pe()
    {
        byte[] pe = new byte[64 + 24 + 40 + 8];
        "MZ"u8.CopyTo(pe);
        pe[60] = 64;
        "PE\0\0"u8.CopyTo(pe.AsSpan(64));
        pe[70] = 1;
        Little(8).CopyTo(pe, 64 + 24 + 16);
        Little(64 + 24 + 40).CopyTo(pe, 64 + 24 + 20);
        pe[^1] = 1;
        return pe;
    }

    private static byte[] Zip()
    {
        MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("a").Open();
            entry.Write(Sentence);
        }

        return zip.ToArray();
    }

    private static byte[] Sqlite()
    {
        byte[] data = new byte[512];
        "SQLite format 3\0"u8.CopyTo(data);
        data[16] = 2;
        data[31] = 1;
        return data;
    }

    private static byte[] Little(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Big(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
