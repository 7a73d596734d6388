using System.Diagnostics;
using System.Globalization;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Tools.Files;
using Xzact.Tools.Messages;
using Xzact.Tools.Options;

namespace Xzact.Tools.Extras;

/// <summary>Measures how fast and how small presets compress data in memory, on one thread.</summary>
internal static class Benchmark
{
    private const int SampleSize = 16 << 20;
    private const int MaxFileSize = 256 << 20;
    private static readonly TimeSpan s_least = TimeSpan.FromSeconds(1);

    /// <summary>Measures the presets 0 to the one that options ask for.</summary>
    public static void Run(IReadOnlyList<string> operands, Settings settings, Reporter reporter)
    {
        foreach (string operand in operands)
        {
            try
            {
                bool isSample = operand == SourceFile.StandardName;
                byte[] data = isSample ? MakeSample() : Read(operand, settings);
                string name = isSample ? "sample" : Printable.Mask(operand);
                reporter.Print($"{name}: {Amounts.SizeAndBytes((ulong)data.Length)}\n" +
                    "Preset  Compressed   Ratio  Compression  Decompression\n");
                for (int preset = 0; preset <= settings.Chains.Preset; preset++)
                {
                    reporter.Print(Measure(data, preset, settings.Chains.Extreme));
                }
            }
            catch (SkippedException reason)
            {
                reporter.Skipped(reason);
            }
        }

        reporter.EndReport();
    }

    private static string Measure(byte[] data, int preset, bool extreme)
    {
        var allocator = new WorkAllocator();
        using var encoder = new StreamEncoder(
            allocator, LzmaEncoderOptions.Preset(preset, extreme), [], Format.CheckId.Crc64);
        byte[] compressed = new byte[XzEncoder.GetMaxCompressedLength(data.Length)];
        int size = 0;
        double speed = Repeat(data.Length, () =>
        {
            encoder.Reset();
            ReadOnlySpan<byte> input = data;
            Span<byte> output = compressed;
            encoder.Code(ref input, ref output, EncoderAction.Finish);
            size = compressed.Length - output.Length;
        });
        using var decoder = new FileDecoder(allocator, DecoderLimits.None, singleStream: true);
        byte[] restored = new byte[data.Length + 1];
        double back = Repeat(data.Length, () =>
        {
            decoder.Reset();
            ReadOnlySpan<byte> input = compressed.AsSpan(0, size);
            Span<byte> output = restored;
            if (decoder.Code(ref input, ref output) != CoderStatus.End || output.Length != 1)
            {
                throw new SkippedException("What was compressed did not come back");
            }
        });
        return restored.AsSpan(0, data.Length).SequenceEqual(data)
            ? $"{preset + (extreme ? "e" : ""),6}  {Amounts.Size((ulong)size),10}  " +
                $"{Amounts.Ratio((ulong)size, (ulong)data.Length),6}  {Show(speed),11}  {Show(back),13}\n"
            : throw new SkippedException("What was compressed came back as something else");
    }

    private static string Show(double bytesPerSecond) =>
        (bytesPerSecond / (1 << 20)).ToString("F1", CultureInfo.InvariantCulture) + " MiB/s";

    /// <summary>The best of the runs that fit into the time, at least one.</summary>
    private static double Repeat(int bytes, Action action)
    {
        long begin = Stopwatch.GetTimestamp();
        double best = 0;
        do
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Max(best, bytes / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, 1e-9));
        }
        while (Stopwatch.GetElapsedTime(begin) < s_least);
        return best;
    }

    private static byte[] Read(string name, Settings settings)
    {
        using SourceFile source = SourceFile.Open(name, settings, bufferSize: 0);
        if (!source.Status.IsRegular || source.Status.Size is 0 or > MaxFileSize)
        {
            throw new SkippedException(
                $"{source.ShownName}: Only regular files of 1 to {MaxFileSize} bytes are measured");
        }

        byte[] data = new byte[source.Status.Size];
        using FileStream file = source.OpenStream();
        file.ReadExactly(data);
        return data;
    }

    /// <summary>Words in random order, tables of numbers and noise: the same bytes every time.</summary>
    private static byte[] MakeSample()
    {
        byte[] data = new byte[SampleSize];
        ulong state = 1;
        int filled = 0;
        uint Next(uint below)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            return (uint)((state >> 33) % below);
        }

        while (filled < data.Length)
        {
            int length = Math.Min(1 << 12, data.Length - filled);
            Span<byte> part = data.AsSpan(filled, length);
            uint kind = Next(8);
            for (int i = 0; i < length; i++)
            {
                part[i] = kind == 0 ? (byte)Next(256)
                    : kind == 1 ? (byte)(i * 7 / 16)
                    : i % 7 == 6 ? (byte)' '
                    : (byte)('a' + (Next(4) * Next(6)));
            }

            if (kind > 3 && filled > length)
            {
                data.AsSpan((int)Next((uint)(filled - length)), length / 2).CopyTo(part);
            }

            filled += length;
        }

        return data;
    }
}
