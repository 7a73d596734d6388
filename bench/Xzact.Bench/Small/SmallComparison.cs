using System.Buffers;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Small;

/// <summary>
/// Small buffers, encoded and decoded with one coder that is used again, ours and liblzma's: what a call costs besides
/// its bytes. The data is a file's middle.
/// </summary>
internal static class SmallComparison
{
    private const uint Crc64 = 4;

    /// <param name="files">What to take the data from.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Print(ReadOnlySpan<string> files, TextWriter output)
    {
        output.WriteLine($"liblzma {SystemLiblzma.VersionNumber}, .NET {Environment.Version}; speed: its time by ours");
        output.WriteLine("| data | bytes | preset | encode | ± | decode | ± | ours, bytes | liblzma's |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (string path in files)
        {
            foreach (int size in (int[])[1 << 10, 1 << 16, 1 << 20])
            {
                foreach (int preset in (int[])[0, 6])
                {
                    output.WriteLine(Line(path, size, preset));
                }
            }
        }
    }

    private static string Line(string path, int size, int preset)
    {
        using FileStream file = File.OpenRead(path);
        byte[] data = new byte[size];
        file.Position = Math.Max(0, file.Length / 2 - size);
        file.ReadExactly(data);

        byte[] target = new byte[XzEncoder.GetMaxCompressedLength(size)];
        byte[] plain = new byte[size];
        LiblzmaFilter lzma2 = LiblzmaFilter.Lzma2(new LzmaSettings((uint)preset));
        using var encoder = new XzEncoder(new XzCompressionOptions { Quality = preset, Threads = 1 });
        using var decoder = new XzDecoder();
        using var theirEncoder = new LiblzmaCoder();
        using var theirDecoder = new LiblzmaCoder();
        int ours = Encode(encoder, data, target);
        byte[] packed = target[..theirEncoder.Encode(data, target, Crc64, lzma2)];
        Pair encode = Pair.Measure(
            () => Encode(encoder, data, target), () => theirEncoder.Encode(data, target, Crc64, lzma2));
        Pair decode = Pair.Measure(() => Decode(decoder, packed, plain), () => theirDecoder.Decode(packed, plain));
        return $"| {Path.GetFileName(path)} | {size} | {preset} | {encode.Ratio:F2} | {encode.Spread:F2} "
            + $"| {decode.Ratio:F2} | {decode.Spread:F2} | {ours} | {packed.Length} |";
    }

    private static int Encode(XzEncoder encoder, byte[] data, byte[] target)
    {
        encoder.Reset();
        return encoder.Compress(data, target, out _, out int written, isFinalBlock: true) == OperationStatus.Done
            ? written
            : throw new InvalidOperationException("The target is too small.");
    }

    private static void Decode(XzDecoder decoder, byte[] packed, byte[] plain)
    {
        decoder.Reset();
        OperationStatus status = decoder.Decompress(packed, plain, out _, out int written);
        if (status != OperationStatus.Done || written != plain.Length)
        {
            throw new InvalidOperationException("The file was not decoded to its end.");
        }
    }
}
