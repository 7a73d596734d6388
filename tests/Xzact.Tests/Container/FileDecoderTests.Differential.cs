using System.Text.RegularExpressions;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Container;

/// <summary>The same files, whole, cut and damaged, judged here and by the system's liblzma.</summary>
public sealed partial class FileDecoderTests
{
    /// <summary>Branch converters other than x86: to be taken out once they are built.</summary>
    private static readonly Regex s_notBuiltYet = new(
        "^Filter 0x[5-9AB] is", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public void Files_cut_at_every_length_are_judged_as_liblzma_judges_them()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, byte[] file) in SmallFiles.All())
        {
            using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
            for (int length = 0; length <= file.Length; length++)
            {
                Compare(decoder, file.AsSpan(0, length), $"{name}, {length} bytes", differences);
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Files_with_any_one_bit_changed_are_judged_as_liblzma_judges_them()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, byte[] file) in SmallFiles.All())
        {
            using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
            for (int bit = 0; bit < file.Length * 8; bit++)
            {
                byte[] damaged = [.. file];
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                Compare(decoder, damaged, $"{name}, bit {bit % 8} of byte {bit / 8}", differences);
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Headers_changed_under_a_right_checksum_are_judged_as_liblzma_judges_them()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        var random = new Random(77);
        byte[] data = [.. "Sphinx of black quartz, judge my vow."u8];
        byte[][][] chains =
        [
            [XzAssembler.Lzma2()], [XzAssembler.Delta(2), XzAssembler.Lzma2()],
            [[0x04, 0x00], XzAssembler.Lzma2(3)], [[0x04, 0x04, 1, 0, 0, 0], XzAssembler.Delta(9), XzAssembler.Lzma2()],
        ];
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

            XzAssembler.Crc32(header.AsSpan(0, header.Length - 4)).CopyTo(header.AsSpan(header.Length - 4));
            byte[] file = new XzAssembler().Block(data, header, stored).Finish();
            Compare(decoder, file, $"header {Convert.ToHexString(header)}", differences);
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Indexes_changed_under_a_right_checksum_are_judged_as_liblzma_judges_them()
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

        Assert.Empty(differences);
    }

    private static void Compare(
        FileDecoder decoder, ReadOnlySpan<byte> file, string what, SortedDictionary<string, string> differences)
    {
        (Verdict, byte[]) theirs = Judge.Theirs(file);
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (1, 1 << 16), (17, 5)])
        {
            decoder.Reset();
            (Verdict, byte[]) ours = Judge.Ours(decoder, file, input, output);
            if (decoder.Failure is { } failure && s_notBuiltYet.IsMatch(failure.Rule))
            {
                continue;
            }

            bool hasBranchFilter = what.Contains("x86", StringComparison.Ordinal);
            if (AcceptedDifferences.Compare(ours, theirs, hasBranchFilter) is { } difference)
            {
                differences.TryAdd(difference, $"{what}, in pieces of {input} and {output}");
            }
        }
    }
}
