using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;

namespace Xzact.Attacks.Fixtures;

/// <summary>The formats of compressed data that fixtures use.</summary>
internal enum CompressedFormat
{
    Xz,
    Lzma,
    Gzip,
    Bzip2,
    Zstd,
}

/// <summary>Compresses small contents, the same bytes each time, and says which tools undo it.</summary>
internal static class Compression
{
    // What is too small to become smaller is stored; differences of bytes cannot be read even then.
    private static readonly XzCompressionOptions s_xz =
        new() { Filters = [XzFilter.Delta(1), XzFilter.Lzma2(XzCompressionOptions.DefaultQuality)] };

    /// <summary>The program that decompresses, which is also the name of what it writes.</summary>
    public static string Tool(CompressedFormat format) => format switch
    {
        CompressedFormat.Xz => "xz",
        CompressedFormat.Lzma => "lzma",
        CompressedFormat.Gzip => "gzip",
        CompressedFormat.Bzip2 => "bzip2",
        _ => "zstd",
    };

    public static string Extension(CompressedFormat format) => format switch
    {
        CompressedFormat.Xz => "xz",
        CompressedFormat.Lzma => "lzma",
        CompressedFormat.Gzip => "gz",
        CompressedFormat.Bzip2 => "bz2",
        _ => "zst",
    };

    public static Filter Decoder(CompressedFormat format, Random random)
    {
        string tool = Tool(format);
        string options = random.Pick("-dc", "-d -c", format == CompressedFormat.Zstd ? "-dcq" : "-cd");
        return new($"{tool} {options}", $"{tool} {options} {{0}}");
    }

    /// <summary>Whether a command refuses what is not in its own format.</summary>
    public static bool IsDecoder(string command) => command.Split(' ')[0] is "base64" or "openssl" or "xz" or "lzma"
        or "gzip" or "bzip2" or "zstd";

    public static byte[] Compress(CompressedFormat format, byte[] content)
    {
        using var output = new MemoryStream();
        if (format == CompressedFormat.Zstd)
            return Zstandard(content);

        using (Stream stream = Encoder(format, output))
        {
            stream.Write(content);
        }

        return output.ToArray();
    }

    private static Stream Encoder(CompressedFormat format, Stream output) => format switch
    {
        CompressedFormat.Xz => new XzStream(output, s_xz, leaveOpen: true),
        CompressedFormat.Lzma => new LzmaStream(output, CompressionMode.Compress, leaveOpen: true),
        CompressedFormat.Gzip => new GZipStream(output, CompressionMode.Compress, leaveOpen: true),
        _ => new BZip2OutputStream(output) { IsStreamOwner = false },
    };

    // A frame of run-length blocks, one for each run of equal bytes: as valid as any, and nothing stands in clear.
    private static byte[] Zstandard(byte[] content)
    {
        const int RunLength = 1;
        const byte SingleSegmentFourByteSize = 0xA0;
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write(0xFD2FB528u);
        writer.Write(SingleSegmentFourByteSize);
        writer.Write(content.Length);
        for (int at = 0; at < content.Length;)
        {
            int end = at + 1;
            while (end < content.Length && content[end] == content[at])
                end++;
            int header = ((end - at) << 3) | (RunLength << 1) | (end == content.Length ? 1 : 0);
            writer.Write((byte)header);
            writer.Write((byte)(header >> 8));
            writer.Write((byte)(header >> 16));
            writer.Write(content[at]);
            at = end;
        }

        writer.Flush();
        return output.ToArray();
    }
}
