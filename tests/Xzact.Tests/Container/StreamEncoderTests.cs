using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Matching;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Container;

public sealed class StreamEncoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_written_with_random_options_is_decoded_by_liblzma_and_here(int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < 90; run++)
        {
            byte[] data = RandomData(random);
            LzmaEncoderOptions options = RandomOptions(random);
            CheckId check = ((CheckId[])[CheckId.None, CheckId.Crc32, CheckId.Crc64, CheckId.Sha256])[random.Next(4)];
            FilterFlags[] filters = XzGenerator.SimpleFilters(random);
            string what = $"seed {seed}, run {run}: {data.Length} bytes, {options}, {string.Join('+', filters)}";
            using var encoder = new StreamEncoder(new WorkAllocator(), options, filters, check);
            byte[] file = CoderLoops.Encode(encoder, data, 1 + random.Next(9000), 1 + random.Next(9000));

            LiblzmaResult theirs = SystemLiblzma.StreamDecode(file);
            Assert.True(theirs.Status == LiblzmaStatus.StreamEnd && theirs.Consumed == file.Length, what);
            Assert.True(data.AsSpan().SequenceEqual(theirs.Output), what);
            (Verdict verdict, byte[] ours) = Judge.Ours(file, 1 + random.Next(5000), 1 + random.Next(5000));
            Assert.True(verdict == Verdict.Good && data.AsSpan().SequenceEqual(ours), what);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_liblzma_writes_with_random_options_is_decoded_here(int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < 120; run++)
        {
            byte[] data = RandomData(random);
            int lc = random.Next(5);
            var settings = new LzmaSettings((uint)random.Next(10) | (random.Next(3) == 0 ? SystemLiblzma.Extreme : 0))
            {
                DictionarySize = (uint)(4096 << random.Next(6)),
                Lc = lc,
                Lp = random.Next(5 - lc),
                Pb = random.Next(5),
                NiceLength = 4 + random.Next(270),
            };
            LiblzmaFilter[] filters =
                [.. XzGenerator.SimpleFilters(random).Select(XzGenerator.ForLiblzma), LiblzmaFilter.Lzma2(settings)];
            byte[] file = SmallFiles.Encode(data, ((uint[])[0, 1, 4, 10])[random.Next(4)], filters);
            foreach (int size in (int[])[int.MaxValue, 1 + random.Next(200)])
            {
                (Verdict verdict, byte[] output) = Judge.Ours(file, size, 1 + random.Next(3000));
                string what = $"seed {seed}, run {run}: {data.Length} bytes, {settings}";
                Assert.True(verdict == Verdict.Good && data.AsSpan().SequenceEqual(output), what);
            }
        }
    }

    [Fact]
    public void Every_preset_writes_what_liblzma_decodes_and_hardly_more_than_liblzma_writes()
    {
        byte[] data = [.. Corpus.Make(CorpusKind.Text, 50_000), .. Corpus.Make(CorpusKind.Binary, 50_000)];
        for (int preset = 0; preset < 20; preset++)
        {
            bool extreme = preset >= 10;
            LzmaEncoderOptions options = LzmaEncoderOptions.Preset(preset % 10, extreme) with
            {
                DictionarySize = 1 << 19,
            };
            using var encoder = new StreamEncoder(new WorkAllocator(), options, [], CheckId.Crc32);
            byte[] file = CoderLoops.Encode(encoder, data);
            LiblzmaResult theirs = SystemLiblzma.StreamDecode(file);
            Assert.Equal(LiblzmaStatus.StreamEnd, theirs.Status);
            Assert.True(data.AsSpan().SequenceEqual(theirs.Output));

            uint reference = (uint)(preset % 10) | (extreme ? SystemLiblzma.Extreme : 0);
            LiblzmaFilter filter = LiblzmaFilter.Lzma2(new LzmaSettings(reference) { DictionarySize = 1 << 19 });
            int wanted = SystemLiblzma.StreamEncode(data, 1, filter).Output.Length;
            Assert.True(file.Length <= wanted * 1.02, $"preset {preset}: {file.Length} bytes, liblzma {wanted}");
        }
    }

    [Fact]
    public void A_stream_without_data_has_no_block() =>
        Assert.Equal(new XzAssembler(0x04).Finish(), EncodeDefault([]));

    [Fact]
    public void The_container_is_the_one_of_the_specification()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 37);
        Assert.Equal(new XzAssembler(0x04).Block(data).Finish(), EncodeDefault(data));
    }

    /// <summary>A filter, its value, and how many bytes it may hold back on each side.</summary>
    public static TheoryData<ulong, uint, int> HeldBack { get; } = new()
    {
        { 0x03, 3, 0 },
        { 0x04, 0, 4 },
        { 0x05, 0, 3 },
        { 0x06, 0, 15 },
        { 0x07, 0, 3 },
        { 0x08, 0, 3 },
        { 0x09, 0, 3 },
        { 0x0A, 0, 3 },
        { 0x0B, 0, 7 },
    };

    [Theory]
    [MemberData(nameof(HeldBack))]
    public void Data_flushed_in_front_of_a_filter_comes_back_but_for_what_the_filter_holds_back(
        ulong filter, uint value, int heldBack)
    {
        byte[] data = Corpus.Make(CorpusKind.Binary, 6_000);
        var random = new Random(3);
        FilterFlags[] filters = [new((FilterId)filter, value)];
        using var encoder = new StreamEncoder(new WorkAllocator(), CoderLoops.Options(1 << 12), filters, CheckId.Crc32);
        var file = new MemoryStream();
        ReadOnlySpan<byte> rest = data;
        while (!rest.IsEmpty)
        {
            int size = Math.Min(rest.Length, 1 + random.Next(300));
            CoderLoops.Run(encoder, rest[..size], Xzact.Coding.EncoderAction.SyncFlush, file);
            rest = rest[size..];
            using var decoder = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
            CoderLoops.Decode(decoder, file.ToArray(), out byte[] soFar);
            Assert.True(data.AsSpan().StartsWith(soFar));

            // On the way in and on the way out.
            Assert.InRange(data.Length - rest.Length - soFar.Length, 0, 2 * heldBack);
        }

        CoderLoops.Run(encoder, [], Xzact.Coding.EncoderAction.Finish, file);
        (Verdict verdict, byte[] output) = Judge.Ours(file.ToArray());
        Assert.Equal(Verdict.Good, verdict);
        Assert.Equal(data, output);
        if (filter != (ulong)FilterId.RiscV || SystemLiblzma.HasRiscV)
        {
            Assert.Equal(data, SystemLiblzma.StreamDecode(file.ToArray()).Output);
        }
    }

    private static byte[] EncodeDefault(byte[] data)
    {
        using var encoder = new StreamEncoder(new WorkAllocator(), CoderLoops.Options(1 << 12), [], CheckId.Crc64);
        return CoderLoops.Encode(encoder, data);
    }

    private static byte[] RandomData(Random random) => Corpus.Make(
        Corpus.Kinds[random.Next(Corpus.Kinds.Count)], random.Next(1 << random.Next(17)), random.Next());

    private static LzmaEncoderOptions RandomOptions(Random random)
    {
        int lc = random.Next(5);
        MatchFinderKind[] kinds = Enum.GetValues<MatchFinderKind>();
        return new LzmaEncoderOptions(
            (uint)(4096 << random.Next(6)) + (uint)random.Next(4096),
            new LzmaProperties(lc, random.Next(5 - lc), random.Next(5)),
            random.Next(2) == 0,
            kinds[random.Next(kinds.Length)],
            2 + random.Next(272),
            (uint)random.Next(30));
    }
}
