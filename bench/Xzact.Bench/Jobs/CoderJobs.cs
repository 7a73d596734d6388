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

    public static byte[] Decode(byte[] file, int size)
    {
        byte[] output = new byte[size];
        using var decoder = new XzDecoder();
        decoder.Decompress(file, output, out _, out int written);
        return written == size ? output : throw new InvalidDataException("Too few bytes.");
    }

    public static byte[] DecodeByLiblzma(byte[] file, int size)
    {
        byte[] output = SystemLiblzma.StreamDecode(file, maxOutput: size + 1).Output;
        return output.Length == size ? output : throw new InvalidDataException("Too few bytes.");
    }
}
