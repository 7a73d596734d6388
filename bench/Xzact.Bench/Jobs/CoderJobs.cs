using Xzact.Testing.Interop;

namespace Xzact.Bench.Jobs;

/// <summary>Whole files encoded or decoded in this process, ours and liblzma's, one thread each.</summary>
internal static class CoderJobs
{
    public static byte[] Encode(byte[] data, int level, bool extreme)
    {
        var options = new XzCompressionOptions { Quality = level, EnableExtremeMode = extreme, Threads = 1 };
        var output = new MemoryStream(data.Length / 2);
        using (var stream = new XzStream(output, options, leaveOpen: true))
            stream.Write(data);
        return output.ToArray();
    }

    public static byte[] EncodeByLiblzma(byte[] data, int level, bool extreme)
    {
        const uint Crc64 = 4;
        var settings = new LzmaSettings((uint)level | (extreme ? SystemLiblzma.Extreme : 0));
        return SystemLiblzma.StreamEncode(data, Crc64, LiblzmaFilter.Lzma2(settings)).Output;
    }

    /// <summary>Decodes into memory that is there; so does the next, and neither pays for getting it.</summary>
    public static void Decode(byte[] file, byte[] output)
    {
        using var decoder = new XzDecoder();
        decoder.Decompress(file, output, out _, out int written);
        Require(written == output.Length);
    }

    public static void DecodeByLiblzma(byte[] file, byte[] output)
    {
        using var coder = new LiblzmaCoder();
        Require(coder.Decode(file, output) == output.Length);
    }

    private static void Require(bool isWhole)
    {
        if (!isWhole)
        {
            throw new InvalidDataException("Too few bytes.");
        }
    }
}
