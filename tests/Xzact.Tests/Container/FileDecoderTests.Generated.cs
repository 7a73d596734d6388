using System.Globalization;
using Xzact.Container;
using Xzact.Kernels;

namespace Xzact.Tests.Container;

/// <summary>Legal files that no encoder emits. XZACT_CASES=20000 makes so many instead of some hundred.</summary>
public sealed partial class FileDecoderTests
{
    private const int Parts = 4;

    private static readonly int s_cases = int.Parse(
        Environment.GetEnvironmentVariable("XZACT_CASES") ?? "400", CultureInfo.InvariantCulture);

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
            byte[] file = XzGenerator.File(random);
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

    [Fact]
    public void A_file_that_no_encoder_emits_is_judged_as_liblzma_judges_it_when_it_is_damaged()
    {
        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var decoder = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        for (int seed = 0; seed < s_cases; seed++)
        {
            var random = new Random(seed);
            byte[] file = XzGenerator.File(random);
            if (file.Length > 20_000)
                continue;

            for (int run = 0; run < 8; run++)
            {
                byte[] damaged = [.. file];
                int bit = random.Next(file.Length * 8);
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                int length = random.Next(4) == 0 ? random.Next(file.Length) : file.Length;
                Compare(decoder, damaged.AsSpan(0, length), $"seed {seed}, bit {bit}, {length} bytes", differences);
            }
        }

        Assert.Empty(differences);
    }
}
