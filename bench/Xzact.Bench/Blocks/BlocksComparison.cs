using System.Buffers;
using Xzact.Testing.Interop;

namespace Xzact.Bench.Blocks;

/// <summary>
/// Encoding in small Blocks against liblzma, both with sizes in the Block Headers and on one thread: what a Block costs
/// besides its bytes. The data is machine code of this machine.
/// </summary>
internal static class BlocksComparison
{
    private const int Size = 1 << 18;

    public static void Print(TextWriter output)
    {
        using FileStream code = File.OpenRead(typeof(object).Assembly.Location);
        byte[] data = new byte[Math.Min(Size, code.Length / 2)];
        code.Position = code.Length / 2;
        code.ReadExactly(data);

        output.WriteLine($"liblzma {SystemLiblzma.VersionNumber}, .NET {Environment.Version}");
        output.WriteLine("preset  Block KiB  ours MB/s  liblzma MB/s  ratio  spread");
        foreach (int preset in (int[])[6, 0])
        {
            foreach (int blockSize in (int[])[1 << 16, 1 << 14, 1 << 18])
            {
                Line(output, data, preset, blockSize);
            }
        }
    }

    private static void Line(TextWriter output, byte[] data, int preset, int blockSize)
    {
        LiblzmaFilter lzma2 = LiblzmaFilter.Lzma2(new LzmaSettings(Preset: (uint)preset));
        using var encoder = new XzEncoder(
            new XzCompressionOptions { Quality = preset, Threads = 2, BlockSize = blockSize });
        byte[] target = new byte[XzEncoder.GetMaxCompressedLength(data.Length) + (data.Length / 16)];
        Pair pair = Pair.Measure(
            () => Encode(encoder, data, target), () => SystemLiblzma.ThreadedEncode(data, 4, blockSize, lzma2));
        double megabytes = data.Length / 1e6;
        output.WriteLine(
            $"{preset,6}  {blockSize >> 10,9}  {megabytes / pair.A,9:F2}  {megabytes / pair.B,12:F2}"
            + $"  {pair.Ratio,5:F2}  {pair.Spread,6:F2}");
    }

    private static void Encode(XzEncoder encoder, byte[] data, byte[] target)
    {
        encoder.Reset();
        if (encoder.Compress(data, target, out _, out _, isFinalBlock: true) != OperationStatus.Done)
        {
            throw new InvalidOperationException("The target is too small.");
        }
    }
}
