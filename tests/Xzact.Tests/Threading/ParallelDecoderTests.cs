using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed partial class ParallelDecoderTests
{
    private const long Plenty = 1L << 30;

    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 1 << 20);

    /// <summary>Files, each with blocks that threads can decode.</summary>
    public static TheoryData<string> Names { get; } = [.. Files().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_gives_the_same_bytes_however_it_is_cut(string name)
    {
        byte[] file = Files()[name];
        foreach (int threads in (int[])[1, 2, 8])
        {
            foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (1000, 77), (7, 1 << 16)])
            {
                AssertSame(file, threads, Plenty, DecoderLimits.None, input, output);
            }
        }
    }

    [Fact]
    public void Truncation_at_every_offset_gives_the_same_bytes_and_the_same_failure()
    {
        byte[] file = Small();
        using var one = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        using ParallelDecoder many = Parallel(3, Plenty, Judge.Limits);
        for (int length = 0; length < file.Length; length++)
        {
            AssertSame(one, many, file.AsSpan(0, length), $"{length} bytes");
        }
    }

    [Fact]
    public void A_flip_of_every_bit_gives_the_same_bytes_and_the_same_failure()
    {
        byte[] file = Small();
        using var one = new FileDecoder(new WorkAllocator(), Judge.Limits, singleStream: false);
        using ParallelDecoder many = Parallel(2, Plenty, Judge.Limits);
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertSame(one, many, file, $"bit {bit}");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Damage_anywhere_in_larger_blocks_gives_the_same_bytes_and_the_same_failure()
    {
        byte[] file = [.. Files()["blocks without sizes"], .. Files()["blocks with sizes"]];
        var random = new Random(1);
        using var one = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        using ParallelDecoder many = Parallel(3, Plenty, DecoderLimits.None);
        for (int run = 0; run < 100; run++)
        {
            byte[] damaged = [.. file.AsSpan(0, run % 2 == 0 ? file.Length : random.Next(file.Length))];
            for (int i = random.Next(3); i >= 0 && damaged.Length > 0; i--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            AssertSame(one, many, damaged, $"run {run}");
        }
    }

    /// <summary>Row T125: less memory means fewer threads, never an error.</summary>
    [Theory]
    [InlineData(1L)]
    [InlineData(150_000L)]
    [InlineData(500_000L)]
    [InlineData(1_060_000L)]
    [InlineData(1_110_000L)]
    [InlineData(1_150_000L)]
    [InlineData(2_200_000L)]
    public void A_small_memory_budget_changes_nothing_but_the_threads(long budget)
    {
        foreach ((string name, byte[] file) in Files())
        {
            var allocator = new WorkAllocator();
            using (ParallelDecoder decoder = Parallel(4, budget, DecoderLimits.None, allocator))
            using (var one = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false))
            {
                AssertSame(one, decoder, file, name);
            }

            // A decoder in place, or the budget.
            long inPlace = FilterChain.MemoryUsage([new FilterFlags(FilterId.Lzma2, 1 << 20)]);
            Assert.InRange(allocator.Peak, 0, Math.Max(inPlace, budget));
            Assert.Equal(0, allocator.InUse);
        }
    }

    /// <summary>What one Block leaves behind, buffers or a dictionary, the next one can seldom use.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void What_is_kept_for_later_blocks_counts_too(int threads)
    {
        (int Size, int Dictionary)[] blocks =
            [(6 << 20, 1 << 12), (3 << 20, 3 << 20), (1 << 16, 6 << 20), (1 << 20, 1 << 12), (1 << 12, 5 << 20)];
        byte[] file = XzCodec.Encode(
            new XzCompressionOptions
            {
                Threads = 2,
                BlockList =
                [
                    .. blocks.Select(block => new XzBlockListItem(
                        block.Size, [XzFilter.Lzma2(new LzmaOptions(0) { DictionarySize = block.Dictionary })])),
                ],
            },
            new byte[blocks.Sum(block => block.Size)]);
        byte[] twice = [.. file, .. file];
        foreach (long budget in (long[])[7 << 20, 10 << 20, 15 << 20])
        {
            var allocator = new WorkAllocator();
            using ParallelDecoder decoder = Parallel(threads, budget, DecoderLimits.None, allocator);
            Assert.Null(ThreadedLoops.Decode(decoder, twice).Failure);
            Assert.InRange(allocator.Peak, 6 << 20, budget);
        }
    }

    [Theory]
    [InlineData("blocks with sizes", 1)]
    [InlineData("blocks without sizes", 20_001)]
    public void Blocks_really_are_decoded_side_by_side(string name, int asked)
    {
        // Without sizes the first Block is decoded in place, and so much is asked for.
        byte[] file = Files()[name];
        using ParallelDecoder decoder = Parallel(4, Plenty, DecoderLimits.None);
        ReadOnlySpan<byte> input = file;
        Span<byte> output = new byte[asked];
        decoder.Code(ref input, ref output);

        // One byte was asked for, or none was ready; all Blocks were taken.
        Assert.True(output.Length <= 1);
        Assert.InRange(file.Length - input.Length, file.Length * 9 / 10, file.Length);
        decoder.Reset();
        Assert.Null(ThreadedLoops.Decode(decoder, file).Failure);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(29_999L)]
    [InlineData(30_000L)]
    [InlineData(30_001L)]
    [InlineData(99_999L)]
    [InlineData(100_000L)]
    public void Limits_of_the_output_stop_at_the_same_byte(long limit)
    {
        var limits = new DecoderLimits { MaxOutputLength = limit };
        foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 17), (1000, 1), (1000, 30_000)])
        {
            AssertSame(Files()["blocks with sizes"], 3, Plenty, limits, input, output);
        }
    }

    [Fact]
    public void Limits_of_dictionary_and_memory_and_ignored_checks_are_kept()
    {
        byte[] file = Files()["blocks with sizes"];
        AssertSame(file, 3, Plenty, new DecoderLimits { MaxDictionarySize = 1 << 19 });
        AssertSame(file, 3, Plenty, new DecoderLimits { MemoryLimit = 1 << 19 });
        file[^40] ^= 1;
        for (int i = 0; i < file.Length; i += file.Length / 50)
        {
            file[i] ^= 1;
            AssertSame(file, 3, Plenty, new DecoderLimits { VerifyChecksum = false });
            file[i] ^= 1;
        }
    }

    [Fact]
    public void Truncation_anywhere_behind_a_block_that_the_budget_gives_back_gives_the_same_failure()
    {
        // Room for a Block of few bytes, not for the larger ones: they are collected in part and given back.
        byte[] file = [.. Encode(s_data[..1000], 1, 200), .. Encode(s_data[..150_000], 1, 60_000)];
        long chain = FilterChain.MemoryUsage([new FilterFlags(FilterId.Lzma2, 1 << 20)]);
        using var one = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        using ParallelDecoder many = Parallel(2, chain + 20_000, DecoderLimits.None);
        for (int length = 0; length <= file.Length; length += length < 1500 ? 37 : 997)
        {
            AssertSame(one, many, file.AsSpan(0, length), $"{length} bytes", inputSize: 4000, outputSize: 5000);
        }
    }

    [Fact]
    public void The_first_stream_alone_ends_where_it_ends()
    {
        byte[] first = Files()["blocks with sizes"];
        byte[] file = [.. first, .. first];
        using ParallelDecoder decoder = Parallel(2, Plenty, DecoderLimits.None, singleStream: true);
        ReadOnlySpan<byte> input = file;
        int written = 0;
        CoderStatus status;
        do
        {
            Span<byte> output = new byte[1000];
            status = decoder.Code(ref input, ref output);
            written += 1000 - output.Length;
            if (status == CoderStatus.Waiting)
            {
                ThreadedLoops.Wait(decoder.WhenReady());
            }
        }
        while (status is CoderStatus.More or CoderStatus.Waiting);
        Assert.Equal((CoderStatus.End, first.Length, 100_000), (status, input.Length, written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_input_stays_away_all_that_one_thread_would_have_given_is_given(string name)
    {
        byte[] file = Files()[name];
        using var one = new FileDecoder(new WorkAllocator(), DecoderLimits.None, singleStream: false);
        using ParallelDecoder many = Parallel(2, Plenty, DecoderLimits.None);
        var random = new Random(3);
        List<byte> expected = [], given = [];
        for (int at = 0; at < file.Length;)
        {
            int count = Math.Min(random.Next(2) == 0 ? random.Next(1, 40) : random.Next(1, 20_000), file.Length - at);
            Give(one, file.AsSpan(at, count), expected);
            Give(many, file.AsSpan(at, count), given);
            at += count;
            if (random.Next(2) == 0)
            {
                GiveLate(many, given);
                Assert.Equal((at, expected.Count), (at, given.Count));
            }
        }

        GiveLate(many, given);
        Assert.Equal(expected, given);
        Assert.Equal(CoderStatus.End, many.Finish());
    }

    [Fact]
    public void The_first_block_without_sizes_is_given_as_it_comes()
    {
        byte[] file = Files()["blocks without sizes"];
        using ParallelDecoder decoder = Parallel(2, Plenty, DecoderLimits.None);
        List<byte> given = [];
        Give(decoder, file.AsSpan(0, 3000), given);
        Assert.True(given.Count > 1000);
    }

    [Fact]
    public void Blocks_that_are_handed_out_in_parts_come_in_their_order()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 8_000_000);
        byte[] file = Encode(data, 2, 3_333_333);
        using ParallelDecoder decoder = Parallel(2, Plenty, DecoderLimits.None);
        (Failure? failure, byte[] output) = ThreadedLoops.Decode(decoder, file);
        Assert.Null(failure);
        Assert.Equal(data, output);
    }

    [Fact]
    public void Parts_of_a_block_can_be_taken_while_its_job_runs()
    {
        const int Length = 3_000_000;
        byte[] data = new byte[Length];
        byte[] compressed = XzAssembler.Store(data);
        BlockHeader.Read(
            XzAssembler.BlockHeader([XzAssembler.Lzma2()], (ulong)compressed.Length, Length), out BlockHeader? header);
        var allocator = new WorkAllocator();
        using var pool = new SegmentPool(allocator);
        using var workplaces = new IdleWorkplaces(allocator);
        var job = new DecodeJob(workplaces, pool, new DispatchedBlock(header!, CheckId.None, false, 0), new Backlog());
        ReadOnlySpan<byte> input = [.. compressed, 0, 0, 0];
        job.Collect(ref input, int.MaxValue);
        List<(bool IsDone, int Length)> parts = [];
        byte[] taken = new byte[Length];
        job.Progressed = _ =>
        {
            Span<byte> target = taken;
            Assert.True(job.MoveTo(ref target));
            parts.Add((job.IsDone, Length - target.Length));
        };
        job.Execute(CancellationToken.None);
        job.ThrowIfFailed();
        Assert.Equal([(false, 1 << 20), (false, 1 << 20), (false, Length - (2 << 20))], parts);
        job.Release();
    }

    [Fact]
    public void Input_that_comes_after_all_is_collected_on()
    {
        byte[] file = Encode(s_data[..30_000], 2, 0);
        using ParallelDecoder decoder = Parallel(2, Plenty, DecoderLimits.None);
        List<byte> given = [];
        Give(decoder, file.AsSpan(0, 2000), given);
        decoder.InputIsLate();
        Give(decoder, file.AsSpan(2000, 2000), given);
        Give(decoder, default, given);
        Assert.Empty(given);
    }

    private static void GiveLate(ParallelDecoder decoder, List<byte> given)
    {
        do
        {
            decoder.InputIsLate();
            Give(decoder, default, given);
        }
        while (!decoder.IsIdle);
    }

    /// <summary>Gives a decoder all of the input, and takes what it gives.</summary>
    private static void Give(FormatDecoder decoder, ReadOnlySpan<byte> input, List<byte> given)
    {
        byte[] buffer = new byte[1000];
        while (true)
        {
            Span<byte> output = buffer;
            CoderStatus status = decoder.Code(ref input, ref output);
            given.AddRange(buffer.AsSpan(0, buffer.Length - output.Length));
            Assert.NotEqual(CoderStatus.Failed, status);
            if (status == CoderStatus.Waiting)
            {
                ThreadedLoops.Wait(decoder.WhenReady());
            }
            else if (status != CoderStatus.More || (input.IsEmpty && !output.IsEmpty))
            {
                return;
            }
        }
    }

    private static void AssertSame(
        byte[] file, int threads, long budget, DecoderLimits limits, int inputSize = 999, int outputSize = 1 << 16)
    {
        using var one = new FileDecoder(new WorkAllocator(), limits, singleStream: false);
        using ParallelDecoder many = Parallel(threads, budget, limits);
        AssertSame(
            one, many, file, $"{threads} threads, {limits}, {inputSize}, {outputSize}", inputSize, outputSize);
    }

    private static void AssertSame(
        FileDecoder one,
        ParallelDecoder many,
        ReadOnlySpan<byte> file,
        string what,
        int inputSize = int.MaxValue,
        int outputSize = 1 << 16)
    {
        one.Reset();
        many.Reset();
        (Failure? expected, byte[] expectedOutput) = ThreadedLoops.Decode(one, file, inputSize, outputSize);
        (Failure? failure, byte[] output) = ThreadedLoops.Decode(many, file, inputSize, outputSize);
        Assert.True(expectedOutput.AsSpan().SequenceEqual(output),
            $"{what}: {output.Length} bytes and {failure}, one thread gives {expectedOutput.Length} and {expected}");
        Assert.Equal(expected, failure);
        Assert.True(failure is not null || many.Pending == default, $"{what}: {many.Pending} at the end");
        Assert.Equal(one.HasUnsupportedCheck, many.HasUnsupportedCheck);
    }

    private static ParallelDecoder Parallel(
        int threads, long budget, DecoderLimits limits, WorkAllocator? allocator = null, bool singleStream = false)
    {
        allocator ??= new WorkAllocator();
        return new ParallelDecoder(
            allocator, threads, budget, dispatcher => new FileDecoder(allocator, limits, singleStream, dispatcher))
        {
            SingleStream = singleStream,
        };
    }

    private static Dictionary<string, byte[]> Files()
    {
        byte[] withSizes = Encode(s_data[..100_000], 2, 30_000);
        byte[] without = Encode(s_data[..50_000], 1, 20_000);
        return new Dictionary<string, byte[]>
        {
            ["blocks with sizes"] = withSizes,
            ["blocks without sizes"] = without,
            ["one block"] = Encode(s_data[..30_000], 2, 0),
            ["nothing"] = Encode([], 2, 0),
            ["streams of all kinds"] = [.. withSizes, .. without, 0, 0, 0, 0, .. withSizes, .. Small(), 0, 0, 0, 0],
            ["many small blocks"] = Encode(s_data[..20_000], 2, 500),
        };
    }

    private static byte[] Encode(byte[] data, int threads, long blockSize) => XzCodec.Encode(
        new XzCompressionOptions
        {
            Threads = threads,
            BlockSize = blockSize,
            Checksum = XzChecksumType.Crc32,
            LzmaOptions = new LzmaOptions(0) { DictionarySize = 1 << 20 },
        },
        data);

    /// <summary>Blocks of few bytes, with and without sizes, and another Stream.</summary>
    private static byte[] Small()
    {
        byte[] text = XzAssembler.Store(s_data.AsSpan(0, 25));
        byte[] sized = XzAssembler.BlockHeader([XzAssembler.Lzma2()], (ulong)text.Length, 25);
        byte[] lzma = Encode([.. s_data[..60], .. s_data[..60]], 2, 0);
        return
        [
            .. new XzAssembler()
                .Block(s_data.AsSpan(0, 25), sized)
                .Block("without sizes"u8)
                .Block(s_data.AsSpan(0, 25), sized)
                .Block([], XzAssembler.BlockHeader([XzAssembler.Lzma2(1)], 1, 0))
                .Finish(),
            .. lzma,
        ];
    }
}
