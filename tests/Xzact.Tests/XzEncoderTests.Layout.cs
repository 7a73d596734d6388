using Xzact.Format;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;
using Xzact.Tests.Container;

namespace Xzact.Tests;

public sealed partial class XzEncoderTests
{
    /// <summary>Rows T098 to T100 of xz's behaviour, with the sizes that it has.</summary>
    [Theory]
    [InlineData(1, 0L, 12, 72)]
    [InlineData(1, 50_000L, 12, 72)]
    [InlineData(2, 0L, 20, 80)]
    [InlineData(0, 0L, 20, 80)]
    [InlineData(2, 50_000L, 16, 76)]
    public void Headers_are_as_large_as_xz_makes_them(int threads, long blockSize, int headerSize, int fileSize)
    {
        byte[] file = XzCodec.Encode(
            new XzCompressionOptions { Threads = threads, BlockSize = blockSize }, [.. "hello, world\n"u8]);
        BlockLayout block = Assert.Single(XzLayout.Blocks(file));
        Assert.Equal((headerSize, fileSize), (block.Header.Size, file.Length));
        Assert.Equal(threads == 1, block.Header.UncompressedSize is null);
        Assert.Equal(threads == 1, block.Header.CompressedSize is null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Empty_data_has_no_block_in_either_layout(int threads) =>
        Assert.Equal(32, XzCodec.Encode(new XzCompressionOptions { Threads = threads }, []).Length);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Blocks_end_where_the_size_and_the_list_say_and_liblzma_decodes_them(int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 100_000);
        var options = new XzCompressionOptions { Quality = 1, Threads = threads, BlockSize = 30_000 };
        AssertBlocks([30_000, 30_000, 30_000, 10_000], options, data);
        AssertBlocks([30_000, 30_000, 30_000], options, data[..90_000]);
        options.BlockList = [new(10_000), new(40_000)];
        AssertBlocks([10_000, 30_000, 10_000, 30_000, 10_000, 10_000], options, data);
        options.BlockSize = 0;
        options.BlockList = [new(10_000), new(0)];
        AssertBlocks([10_000, 90_000], options, data);
    }

    [Fact]
    public void Blocks_have_the_filters_of_their_items()
    {
        byte[] data = Corpus.Make(CorpusKind.Binary, 100_000);
        var options = new XzCompressionOptions
        {
            Filters = [XzFilter.Delta(4), XzFilter.Lzma2(0)],
            BlockList =
            [
                new(10_000),
                new(20_000, [XzFilter.X86(4096), XzFilter.Delta(16), XzFilter.Lzma2(new LzmaOptions(1))]),
                new(0, [XzFilter.Lzma2(new LzmaOptions { DictionarySize = 5000, PositionBits = 4 })]),
            ],
        };
        byte[] file = AssertBlocks([10_000, 20_000, 70_000], options, data);
        Assert.Equal(
            ["Delta 4, Lzma2 262144", "X86 4096, Delta 16, Lzma2 1048576", "Lzma2 6144"],
            XzLayout.Blocks(file).Select(block => string.Join(
                ", ", block.Header.Filters.Select(filter => $"{filter.Id} {filter.Value}"))));
        using var encoder = new XzEncoder(options);
        var first = new MemoryStream();
        XzCodec.Compress(encoder, data, first, isFinal: true);
        encoder.Reset();
        var second = new MemoryStream();
        XzCodec.Compress(encoder, data, second, isFinal: true);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    /// <summary>Every finder, either mode, and the edges of their numbers.</summary>
    [Theory]
    [InlineData(LzmaMatchFinder.HashChain3, LzmaMode.Fast, 2, 1)]
    [InlineData(LzmaMatchFinder.HashChain4, LzmaMode.Normal, 273, 1000)]
    [InlineData(LzmaMatchFinder.BinaryTree2, LzmaMode.Normal, 2, 0)]
    [InlineData(LzmaMatchFinder.BinaryTree2, LzmaMode.Fast, 64, int.MaxValue)]
    [InlineData(LzmaMatchFinder.BinaryTree3, LzmaMode.Normal, 32, 3)]
    [InlineData(LzmaMatchFinder.BinaryTree4, LzmaMode.Fast, 3, 0)]
    public void Lzma_options_are_used(LzmaMatchFinder finder, LzmaMode mode, int niceLength, int depth)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 60_000);
        var lzma = new LzmaOptions
        {
            DictionarySize = 70_000,
            MatchFinder = finder,
            Mode = mode,
            NiceLength = niceLength,
            Depth = depth,
            LiteralContextBits = 0,
            LiteralPositionBits = 1,
            PositionBits = 3,
        };
        byte[] file = AssertBlocks([60_000], new XzCompressionOptions { LzmaOptions = lzma }, data);
        byte[] other = XzCodec.Encode(new XzCompressionOptions { Filters = [XzFilter.Lzma2(lzma)] }, data);
        Assert.Equal(file, other);

        // Behind the headers and the first LZMA2 chunk's sizes: (pb * 5 + lp) * 9 + lc.
        Assert.Equal(((3 * 5) + 1) * 9, file[StreamFormat.HeaderSize + 12 + 5]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_bytes_do_not_depend_on_how_the_input_is_cut_or_on_the_room_for_the_output(int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 50_000, seed: threads);
        var options = new XzCompressionOptions
        {
            Threads = threads,
            BlockSize = 7000,
            Filters = [XzFilter.Delta(3), XzFilter.Lzma2(new LzmaOptions(4) { DictionarySize = 4096 })],
        };
        byte[] expected = XzCodec.Encode(options, data);
        foreach ((int input, int output) in ((int, int)[])[(1, 1 << 16), (int.MaxValue, 1), (6999, 13), (7001, 4000)])
        {
            Assert.Equal(expected, XzCodec.Encode(options, data, input, output));
        }

        options.Threads = threads == 1 ? 1 : 0;
        Assert.Equal(expected, XzCodec.Encode(options, data));
    }

    /// <summary>Random valid options, flushes and cuts.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_random_options_write_is_read_here_and_by_liblzma(int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < 60; run++)
        {
            byte[] data = Corpus.Make(
                Corpus.Kinds[random.Next(Corpus.Kinds.Count)], random.Next(1 << random.Next(18)), random.Next());
            XzCompressionOptions options = RandomOptions(random);
            using var encoder = new XzEncoder(options);
            var file = new MemoryStream();
            int start = 0;
            while (random.Next(4) != 0)
            {
                int count = random.Next(data.Length - start + 1);
                XzCodec.Compress(encoder, data.AsSpan(start, count), file, isFinal: false, 1 + random.Next(5000));
                XzCodec.Flush(encoder, file, (XzFlushMode)random.Next(3), 1 + random.Next(5000));
                start += count;
            }

            XzCodec.Compress(encoder, data.AsSpan(start), file, isFinal: true, 1 + random.Next(5000));
            string what = $"seed {seed}, run {run}";
            LiblzmaResult theirs = SystemLiblzma.StreamDecode(file.ToArray());
            Assert.True(theirs.Status == LiblzmaStatus.StreamEnd && theirs.Consumed == file.Length, what);
            Assert.True(data.AsSpan().SequenceEqual(theirs.Output), what);
            file.Position = 0;
            using var back = new XzStream(file, new XzDecompressionOptions { Threads = random.Next(4) });
            var ours = new MemoryStream();
            back.CopyTo(ours, 1 + random.Next(9000));
            Assert.True(data.AsSpan().SequenceEqual(ours.ToArray()), what);
        }
    }

    private static XzCompressionOptions RandomOptions(Random random) => new()
    {
        Quality = random.Next(3),
        WindowLog2 = 12 + random.Next(5),
        Threads = random.Next(3),
        BlockSize = random.Next(2) == 0 ? 0 : 1 + random.Next(100_000),
        Checksum = (XzChecksumType)random.Next(4),
        LzmaOptions = random.Next(3) == 0 ? null : RandomLzma(random),
        Filters = random.Next(2) == 0 ? null : RandomFilters(random),
        BlockList = random.Next(2) == 0
            ? null
            :
            [
                .. Enumerable.Range(0, random.Next(4)).Select(_ => new XzBlockListItem(
                    1 + random.Next(50_000), random.Next(2) == 0 ? null : RandomFilters(random))),
                new XzBlockListItem(random.Next(2) == 0 ? 0 : 1 + random.Next(50_000)),
            ],
    };

    private static XzFilter[] RandomFilters(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(2) == 0
            ? XzFilter.Delta(1 + random.Next(256))
            : XzFilter.X86(random.Next(2) * random.NextInt64(1L << 32))),
        XzFilter.Lzma2(RandomLzma(random)),
    ];

    private static LzmaOptions RandomLzma(Random random)
    {
        int lc = random.Next(5);
        LzmaMatchFinder[] finders = Enum.GetValues<LzmaMatchFinder>();
        return new LzmaOptions
        {
            DictionarySize = 4096 + random.Next(1 << random.Next(17)),
            LiteralContextBits = lc,
            LiteralPositionBits = random.Next(5 - lc),
            PositionBits = random.Next(5),
            Mode = random.Next(2) == 0 ? LzmaMode.Fast : LzmaMode.Normal,
            MatchFinder = finders[random.Next(finders.Length)],
            NiceLength = 2 + random.Next(272),
            Depth = random.Next(40),
        };
    }

    private static byte[] AssertBlocks(int[] sizes, XzCompressionOptions options, byte[] data)
    {
        byte[] file = XzCodec.Encode(options, data);
        Assert.Equal(sizes, XzLayout.Sizes(file));
        Assert.All(XzLayout.Blocks(file), block => Assert.Equal(
            options.Threads == 1 ? null : block.UncompressedSize, block.Header.UncompressedSize));
        LiblzmaResult theirs = SystemLiblzma.StreamDecode(file);
        Assert.Equal((LiblzmaStatus.StreamEnd, file.Length), (theirs.Status, theirs.Consumed));
        Assert.True(data.AsSpan().SequenceEqual(theirs.Output));
        byte[] ours = new byte[data.Length];
        Assert.True(XzDecoder.TryDecompress(file, ours, out int written));
        Assert.True(data.AsSpan().SequenceEqual(ours.AsSpan(0, written)));
        return file;
    }
}
