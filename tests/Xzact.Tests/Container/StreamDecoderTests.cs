using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Data;

namespace Xzact.Tests.Container;

public sealed class StreamDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 3000);

    [Fact]
    public void A_stream_of_many_blocks_with_other_chains_and_sizes_is_decoded_and_bytes_behind_it_are_left()
    {
        var random = new Random(1);
        var assembler = new XzAssembler(0x0A);
        var expected = new MemoryStream();
        for (int i = 0; i < 60; i++)
        {
            byte[] data = s_data[..random.Next(200)];
            byte[] stored = XzAssembler.Store(data);
            byte[] header = XzAssembler.BlockHeader(
                [XzAssembler.Lzma2((byte)random.Next(4))],
                random.Next(2) == 0 ? (ulong)stored.Length : null,
                random.Next(2) == 0 ? (ulong)data.Length : null,
                random.Next(4));
            assembler.Block(data, header, stored);
            expected.Write(data);
        }

        byte[] stream = [.. assembler.Finish(), 1, 2, 3, 4, 5];
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (1, 1), (13, 7)])
        {
            using var decoder = Decoder(DecoderLimits.None);
            Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, stream, out byte[] actual, input, output));
            Assert.Equal(expected.ToArray(), actual);
        }
    }

    [Fact]
    public void Memory_of_one_block_serves_the_next()
    {
        var allocator = new WorkAllocator();
        byte[][] headers =
            [XzAssembler.BlockHeader([XzAssembler.Lzma2(8)]), XzAssembler.BlockHeader([XzAssembler.Lzma2()])];
        byte[] stream = new XzAssembler()
            .Block(s_data, headers[0])
            .Block(s_data, headers[1])
            .Block(s_data, headers[0])
            .Finish();
        using (var decoder = new StreamDecoder(allocator, DecoderLimits.None))
        {
            Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, stream, out _));
            Assert.InRange(allocator.Peak, 1 << 16, 1 << 17);
        }

        Assert.Equal(0, allocator.InUse);
    }

    [Theory]
    [InlineData(2999, false)]
    [InlineData(3000, true)]
    [InlineData(1, false)]
    public void The_output_limit_lets_exactly_so_many_bytes_out(int limit, bool isEnough)
    {
        byte[] stream = new XzAssembler().Block(s_data.AsSpan(0, 1000)).Block(s_data.AsSpan(1000)).Block([]).Finish();
        foreach (int room in (int[])[1, 1000, 3000, 1 << 16])
        {
            foreach (int piece in (int[])[int.MaxValue, 1, 100])
            {
                using var decoder = Decoder(new DecoderLimits { MaxOutputLength = limit });
                CoderStatus status = CoderLoops.Decode(decoder, stream, out byte[] output, piece, room);
                Assert.Equal(isEnough ? CoderStatus.End : CoderStatus.Failed, status);
                Assert.Equal(isEnough ? null : XzError.OutputLimit, decoder.Failure?.Error);
                Assert.Equal(s_data[..limit], output);
            }
        }
    }

    [Fact]
    public void The_memory_that_a_block_asks_for_is_the_memory_that_it_takes()
    {
        byte[][] simple = [XzAssembler.Delta(1), [0x04, 0x00], [0x06, 0x00]];
        for (int filters = 0; filters <= 3; filters++)
        {
            byte[] header = XzAssembler.BlockHeader([.. simple[..filters], XzAssembler.Lzma2(3)]);
            byte[] stream = new XzAssembler(0).Block(s_data, header).Finish();
            var allocator = new WorkAllocator();
            using (var decoder = new StreamDecoder(allocator, DecoderLimits.None))
            {
                Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, stream, out _));
                Assert.Equal(decoder.MemoryNeeded, allocator.Peak);
            }

            Assert.Equal(0, allocator.InUse);
            foreach (long less in (long[])[0, 1])
            {
                using var decoder = Decoder(new DecoderLimits { MemoryLimit = allocator.Peak - less });
                CoderStatus status = CoderLoops.Decode(decoder, stream, out byte[] output);
                Assert.Equal(less == 0 ? CoderStatus.End : CoderStatus.Failed, status);
                Assert.Equal(less == 0 ? null : XzError.MemoryLimit, decoder.Failure?.Error);
                Assert.Equal(less == 0 ? s_data.Length : 0, output.Length);
            }
        }
    }

    [Theory]
    [InlineData(100, 0, XzError.RatioLimit)]
    [InlineData(3000, 0, XzError.RatioLimit)]
    [InlineData(8000, 0, null)]
    [InlineData(long.MaxValue, 0, null)]
    [InlineData(1, 1 << 20, XzError.OutputLimit)]
    [InlineData(100, 1 << 22, XzError.RatioLimit)]
    public void The_ratio_limit_stops_zeros_and_says_so(long ratio, long length, XzError? error)
    {
        // Zeros shrink to one 7000th.
        const int Size = 1 << 22;
        byte[] stream = SmallFiles.Encode(new byte[Size], 1);
        foreach ((int piece, int room) in ((int, int)[])[(int.MaxValue, Size), (int.MaxValue, 5000), (1, 1 << 16)])
        {
            using var decoder = Decoder(new DecoderLimits { MaxOutputRatio = ratio, MaxOutputLength = length });
            CoderStatus status = CoderLoops.Decode(decoder, stream, out byte[] output, piece, room);
            Assert.Equal(error is null ? CoderStatus.End : CoderStatus.Failed, status);
            Assert.Equal(error, decoder.Failure?.Error);
            Assert.True(error is null ? output.Length == Size : output.Length >= 1 << 20);
            if (error == XzError.RatioLimit)
            {
                Assert.True(output.Length <= (1 << 20) + (ratio * stream.Length));
                Assert.Contains($"{ratio} times", decoder.Failure!.Rule, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Ordinary_data_and_the_first_mebibyte_have_no_ratio()
    {
        byte[] zeros = SmallFiles.Encode(new byte[1 << 20], 1);
        byte[] text = SmallFiles.Encode(Corpus.Make(CorpusKind.Text, 2 << 20), 1);
        foreach ((byte[] file, long ratio) in ((byte[], long)[])[(zeros, 1), (text, 30)])
        {
            foreach (int piece in (int[])[int.MaxValue, 1])
            {
                using var decoder = Decoder(new DecoderLimits { MaxOutputRatio = ratio });
                Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, file, out _, piece));
            }
        }
    }

    [Fact]
    public void The_ratio_is_that_of_all_streams_so_far()
    {
        // Behind a stream that does not shrink there is room; the other way round there is not.
        byte[] zeros = SmallFiles.Encode(new byte[3 << 20], 1);
        byte[] noise = SmallFiles.Encode(Corpus.Make(CorpusKind.Random, 200_000), 1);
        var limits = new DecoderLimits { MaxOutputRatio = 20 };
        foreach (byte[] file in (byte[][])[[.. noise, .. zeros], [.. zeros, .. noise]])
        {
            using var decoder = new FileDecoder(new WorkAllocator(), limits, singleStream: false);
            CoderStatus status = CoderLoops.Decode(decoder, file, out _, 1000);
            Assert.Equal(file.AsSpan().StartsWith(zeros) ? XzError.RatioLimit : null, decoder.Failure?.Error);
            Assert.Equal(decoder.Failure is null ? CoderStatus.More : CoderStatus.Failed, status);
        }
    }

    [Fact]
    public void Every_reserved_check_is_skipped_and_reported()
    {
        for (byte check = 0; check < 16; check++)
        {
            using var decoder = Decoder(DecoderLimits.None);
            byte[] stream = new XzAssembler(check).Block(s_data).Block(s_data.AsSpan(0, 5)).Finish();
            Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, stream, out byte[] output, 11));
            Assert.Equal([.. s_data, .. s_data[..5]], output);
            Assert.Equal(!((CheckId)check).IsSupported(), decoder.HasUnsupportedCheck);
        }
    }

    [Fact]
    public void Another_format_is_known_from_its_first_bytes()
    {
        foreach (string start in (string[])["PK", "\u001F", "]", "\u00FD8", "\u00FD7zXZ\u0001"])
        {
            using var decoder = Decoder(DecoderLimits.None);
            byte[] bytes = [.. start.Select(c => (byte)c)];
            Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(decoder, bytes, out _, 1));
            Assert.Equal((XzError.FormatNotRecognized, 0L), (decoder.Failure!.Error, decoder.Failure.Offset));
        }
    }

    [Fact]
    public void A_failure_in_a_later_block_is_placed_in_the_file()
    {
        byte[] stream = new XzAssembler().Block(s_data.AsSpan(0, 10)).Block(s_data.AsSpan(0, 10)).Finish();
        int second = 12 + 12 + 16 + 4;
        byte[] damaged = [.. stream];
        damaged[second + 12] = 0x40;
        using var decoder = Decoder(DecoderLimits.None);
        Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(decoder, damaged, out byte[] output, 3));
        Assert.Equal(
            (XzError.DataCorrupt, second + 12L, 10), (decoder.Failure!.Error, decoder.Failure.Offset, output.Length));
    }

    private static StreamDecoder Decoder(DecoderLimits limits) => new(new WorkAllocator(), limits);
}
