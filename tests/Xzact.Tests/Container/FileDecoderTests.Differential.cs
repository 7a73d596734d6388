using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Drivers;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Container;

/// <summary>The same files, whole, cut and damaged, judged here and by the system's liblzma.</summary>
public sealed partial class FileDecoderTests
{
    // Each comparison is made once, although two tests ask for it.
    private static readonly Lazy<int> s_cutsAndBits = new(SmallFileRuns.VerifyXz);
    private static readonly Lazy<SortedDictionary<string, string>> s_headers = new(CompareHeaders);
    private static readonly Lazy<SortedDictionary<string, string>> s_indexes = new(CompareIndexes);
    private static readonly Lazy<SortedDictionary<string, string>> s_generated = new(CompareGenerated);

    [Fact]
    public void Files_cut_at_every_length_and_with_any_one_bit_changed_are_judged_as_liblzma_judges_them() =>
        Assert.InRange(s_cutsAndBits.Value, 1, int.MaxValue);

    [Fact]
    public void Headers_changed_under_a_right_checksum_are_judged_as_liblzma_judges_them() =>
        Assert.Empty(s_headers.Value);

    [Fact]
    public void Indexes_changed_under_a_right_checksum_are_judged_as_liblzma_judges_them() =>
        Assert.Empty(s_indexes.Value);

    [Fact]
    public void Every_accepted_difference_still_occurs()
    {
        _ = s_cutsAndBits.Value;
        foreach (Lazy<SortedDictionary<string, string>> run in (Lazy<SortedDictionary<string, string>>[])
            [s_headers, s_indexes, s_generated])
        {
            _ = run.Value;
        }

        Assert.Empty(AcceptedDifferences.Unused);
    }

    private static SortedDictionary<string, string> CompareHeaders()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        var random = new Random(77);
        byte[] data = [.. "Sphinx of black quartz, judge my vow."u8];
        byte[][][] chains =
        [
            [XzAssembler.Lzma2()], [XzAssembler.Delta(2), XzAssembler.Lzma2()],
            [[0x04, 0x00], XzAssembler.Lzma2(3)], [[0x04, 0x04, 1, 0, 0, 0], XzAssembler.Delta(9), XzAssembler.Lzma2()],
            [[0x0A, 0x00], [0x06, 0x04, 16, 0, 0, 0], [0x08, 0x04, 2, 0, 0, 0], XzAssembler.Lzma2()],
        ];
        bool theyHaveRiscV = SystemLiblzma.HasRiscV;
        byte[] stored = XzAssembler.Store(data);
        for (int run = 0; run < 6000; run++)
        {
            byte[][] chain = chains[random.Next(chains.Length)];
            byte[] header = XzAssembler.BlockHeader(
                chain,
                random.Next(2) == 0 ? (ulong)stored.Length : null,
                random.Next(2) == 0 ? (ulong)data.Length : null,
                padding: random.Next(3));
            for (int changes = 1 + random.Next(2); changes > 0; changes--)
            {
                header[1 + random.Next(header.Length - 5)] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)random.Next(5),
                    _ => (byte)(0x20 + random.Next(3)),
                };
            }

            if (!theyHaveRiscV && header.Contains((byte)FilterId.RiscV))
            {
                continue;
            }

            XzAssembler.Crc32(header.AsSpan(0, header.Length - 4)).CopyTo(header.AsSpan(header.Length - 4));
            byte[] file = new XzAssembler().Block(data, header, stored).Finish();
            Compare(decoder, file, $"header {Convert.ToHexString(header)}", differences);
        }

        return differences;
    }

    private static SortedDictionary<string, string> CompareIndexes()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        var random = new Random(78);
        byte[] trueIndex = XzAssembler.Index([(12 + 14 + 4, 10), (12 + 14 + 4, 10)]);
        for (int run = 0; run < 4000; run++)
        {
            byte[] fields = trueIndex[..^4];
            for (int changes = random.Next(3); changes > 0; changes--)
            {
                fields[random.Next(fields.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(40));
            }

            int length = random.Next(4) == 0 ? random.Next(1, fields.Length + 1) : fields.Length;
            byte[] index = XzAssembler.Index(fields[..length]);
            byte[] file = new XzAssembler().Block("0123456789"u8).Block("ABCDEFGHIJ"u8).Finish(
                index,
                random.Next(9) == 0 ? 4 * random.Next(1, 9) : 0,
                random.Next(9) == 0 ? random.Next(256) : -1,
                (byte)(random.Next(20) == 0 ? 1 : 0));
            Compare(decoder, file, $"index {Convert.ToHexString(index)}", differences);
        }

        return differences;
    }

    private static void Compare(
        FileDecoder decoder, ReadOnlySpan<byte> file, string what, SortedDictionary<string, string> differences)
    {
        (Verdict, byte[]) theirs = Judge.Theirs(file);
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (1, 1 << 16), (17, 5)])
        {
            decoder.Reset();
            (Verdict, byte[]) ours = Judge.Ours(decoder, file, input, output);
            if (AcceptedDifferences.Compare(ours, theirs, Judge.ChainOf(file)) is { } difference)
            {
                differences.TryAdd(difference, $"{what}, in pieces of {input} and {output}");
            }
        }
    }
}
