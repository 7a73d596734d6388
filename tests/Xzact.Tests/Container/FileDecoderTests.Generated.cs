using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Drivers;

namespace Xzact.Tests.Container;

/// <summary>Legal files that no encoder emits. XZACT_CASES=20000 makes so many instead of some hundred.</summary>
public sealed partial class FileDecoderTests
{
    private const int Parts = 4;

    private static readonly int s_cases = CaseCount.Of(200);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_legal_file_that_no_encoder_emits_is_decoded_as_liblzma_decodes_it(int part)
    {
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        for (int seed = part; seed < s_cases; seed += Parts)
        {
            var random = new Random(seed);
            byte[] file = XzGenerator.File(random, XzGenerator.SimpleFilters);
            (Verdict verdict, byte[] output) = Judge.Theirs(file);
            Assert.Equal(Verdict.Good, verdict);
            foreach ((int input, int room) in ((int, int)[])
                [(int.MaxValue, 1 << 16), (1 + random.Next(20), 1 + random.Next(5000)), (1, 1 + random.Next(40))])
            {
                if (output.Length > 100_000 && Math.Min(input, room) < 100)
                    continue;

                decoder.Reset();
                (Verdict ours, byte[] actual) = Judge.Ours(decoder, file, input, room);
                string what = $"seed {seed}, in pieces of {input} and {room}: {ours}, {decoder.Failure?.Message}";
                Assert.True(ours == Verdict.Good && output.AsSpan().SequenceEqual(actual), what);
            }
        }
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(0x7FFFFFFFFFFFFFFFUL)]
    [InlineData(0x7FFFFFFFFFFFFFFCUL)]
    [InlineData(0x7FFFFFFFFFFFFFF0UL)]
    [InlineData(0x7FFFFFFFFFFFFE00UL)]
    [InlineData(0x8000000000000000UL)]
    [InlineData(0xFFFFFFFFFFFFFFFFUL)]
    [InlineData(0x100000000UL)]
    public void The_largest_integers_are_judged_as_liblzma_judges_them(ulong value)
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        byte[] data = [.. "0123456789"u8];
        byte[] id = [.. XzAssembler.Integer(value), 0];
        byte[] size = [0x21, .. XzAssembler.Integer(value), 0];
        (string, byte[])[] files =
        [
            ("compressed", WithHeader(XzAssembler.BlockHeader([XzAssembler.Lzma2()], value))),
            ("uncompressed", WithHeader(XzAssembler.BlockHeader([XzAssembler.Lzma2()], null, value))),
            ("filter", WithHeader(XzAssembler.BlockHeader([id, XzAssembler.Lzma2()]))),
            ("properties", WithHeader(XzAssembler.BlockHeader([size]))),
            ("records", WithIndex([0, .. XzAssembler.Integer(value), 28, 10])),
            ("unpadded", WithIndex([0, 1, .. XzAssembler.Integer(value), 10])),
            ("size", WithIndex([0, 1, 28, .. XzAssembler.Integer(value)])),
        ];
        foreach ((string what, byte[] file) in files)
            Compare(decoder, file, what, differences);
        Assert.Empty(differences);

        byte[] WithHeader(byte[] header) => new XzAssembler().Block(data, header).Finish();
        byte[] WithIndex(byte[] fields) => new XzAssembler().Block(data).Finish(XzAssembler.Index(fields));
    }

    [Fact]
    public void A_file_that_no_encoder_emits_is_judged_as_liblzma_judges_it_when_it_is_damaged() =>
        Assert.Empty(s_generated.Value);

    /// <summary>
    /// One bit changed or the end cut off; what is damaged and cut as well may be called either. Of the filters only
    /// Delta, since liblzma converts no branches before damage, and the bytes could not be compared.
    /// </summary>
    private static SortedDictionary<string, string> CompareGenerated()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        for (int seed = 0; seed < s_cases; seed++)
        {
            var random = new Random(seed);
            byte[] file = XzGenerator.File(random, XzGenerator.Deltas);
            if (file.Length > 20_000)
                continue;

            for (int run = 0; run < 4; run++)
            {
                byte[] damaged = [.. file];
                int bit = random.Next(file.Length * 8);
                if (run < 3)
                    damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                else
                    damaged = damaged[..(bit / 8)];
                Compare(decoder, damaged, $"seed {seed}, bit {bit} of {damaged.Length} bytes", differences);
            }
        }

        return differences;
    }
}
