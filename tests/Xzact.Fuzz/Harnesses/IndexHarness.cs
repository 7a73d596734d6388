using Xzact.Container;
using Xzact.Fuzz.Engine;
using Xzact.Fuzz.Inputs;
using Xzact.Kernels;
using Xzact.Testing;
using Xzact.Testing.Interop;
using Xzact.Testing.Judging;

namespace Xzact.Fuzz.Harnesses;

/// <summary>The Indexes of files, as liblzma reads them; and what salvage makes of the files.</summary>
internal sealed class IndexHarness : Harness
{
    private static readonly XzDecompressionOptions s_options = new()
    {
        MaxWindowLog2 = Judged.MaxDictionaryLog2,
        MaxOutputLength = Judged.MostOutput,
    };

    public override string Name => "index";

    public override IEnumerable<byte[]> Seeds() => Inputs.Seeds.Xz();

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        byte[] file = mutator.Change(input, other);
        return mutator.Random.Next(2) == 0
            ? XzRepair.Repair(file, rebuilds: mutator.Random.Next(2) == 0)
            : file;
    }

    public override Outcome Observe(byte[] input)
    {
        bool isRead = XzIndex.TryRead(new MemoryStream(input), 0, out XzIndex? index, out XzError error);
        Require.That(isRead == index is not null && isRead == (error == XzError.None), $"{isRead}, {error}");
        using var output = new MemoryStream();
        var source = new BudgetStream(input);
        XzSalvageReport report = XzSalvage.Recover(source, output, s_options);
        string ranges = string.Join(' ', report.Ranges.Take(12).Select(range => $"{range.State}/{range.Error}"));
        return new Outcome(
            $"{error}, 2^{Labels.Magnitude(index?.BlockCount ?? 0)} Blocks, {report.IndexError}: {ranges}",
            Labels.Digest(output.ToArray()));
    }

    public override void Verify(byte[] input, Outcome outcome)
    {
        bool isRead = XzIndex.TryRead(new MemoryStream(input), 0, out XzIndex? index, out _);
        VerifyIndex(input, index);
        using var output = new MemoryStream();
        XzSalvageReport report = XzSalvage.Recover(new BudgetStream(input), output, s_options);
        VerifyAccount(report, input.Length, output.Length);
        using var decoder = new FileDecoder(
            new WorkAllocator(),
            new DecoderLimits { MaxDictionarySize = Judged.MaxDictionary, MaxOutputLength = Judged.MostOutput },
            singleStream: false);
        Judged.Ending whole = Judged.Run(decoder, input, int.MaxValue, 1 << 16);
        if (whole.Verdict == Verdict.Good)
        {
            Require.That(isRead, "The file is decoded, and its Index cannot be read.");
            Require.That(index!.UncompressedSize == whole.Output.Length, "The Index tells another size.");
            Require.That(report.IsIntact, "Salvage calls a good file damaged.");
            Require.Same(whole.Output, output.ToArray(), "what salvage writes of a good file");
        }
        else if (whole.Verdict != Verdict.Limit)
        {
            Require.That(!report.IsIntact, $"Salvage calls a file intact that is {whole.Failure?.Message}");
        }
    }

    private static void VerifyIndex(byte[] input, XzIndex? ours)
    {
        LiblzmaIndex theirs = SystemLiblzma.FileInfo(input);
        if (theirs.Status == LiblzmaStatus.MemoryLimitError)
        {
            return;
        }

        Require.That(
            (theirs.Status == LiblzmaStatus.StreamEnd) == ours is not null,
            $"Index: liblzma says {theirs.Status}, here it is {(ours is null ? "refused" : "read")}");
        if (ours is not null)
        {
            Require.That(
                theirs.Blocks.SequenceEqual(ours.Blocks.Select(b => new LiblzmaIndexBlock(
                    b.Stream.Number + 1, b.Number + 1, b.NumberInStream + 1, b.CompressedOffset, b.UncompressedOffset,
                    b.TotalSize, b.UnpaddedSize, b.UncompressedSize))),
                "Index: other Blocks than for liblzma");
            Require.That(
                theirs.Streams.SequenceEqual(ours.Streams.Select(s => new LiblzmaIndexStream(
                    s.Number + 1, s.BlockCount, s.CompressedOffset, s.UncompressedOffset, s.CompressedSize,
                    s.UncompressedSize, s.Padding, (uint)s.CheckId))),
                "Index: other Streams than for liblzma");
        }
    }

    /// <summary>Ranges lie inside the file, in order; what was written is theirs, to the byte.</summary>
    private static void VerifyAccount(XzSalvageReport report, long length, long written)
    {
        long end = 0;
        long output = 0;
        foreach (XzSalvageRange range in report.Ranges)
        {
            Require.That(
                range.CompressedOffset >= end && range.CompressedSize >= 0
                && range.CompressedOffset + range.CompressedSize <= length,
                $"Salvage: {range.CompressedSize} bytes at {range.CompressedOffset}, after {end} of {length}");
            end = range.CompressedOffset + range.CompressedSize;
            if (range.OutputOffset is { } at)
            {
                Require.That(at == output, $"Salvage: a range was written at {at}, not {output}");
                output += range.UncompressedSize ?? 0;
            }
        }

        Require.That(report.RecoveredSize == written, $"Salvage: {written} bytes, reported {report.RecoveredSize}");
        Require.That(output == written, $"Salvage: {written} bytes, accounted {output}");
    }
}
