using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

public sealed class ParallelBlocksEncoderTests
{
    [Fact]
    public void The_bytes_are_those_of_one_thread_whatever_the_number_of_threads()
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 300_000);
        XzCompressionOptions options = Options();
        options.Threads = 2;
        using StreamEncoder sequential = options.CreateEncoder(new WorkAllocator());
        byte[] expected = ThreadedLoops.Encode(sequential, data);
        foreach (int threads in (int[])[2, 3, 8, 0])
        {
            options.Threads = threads;
            using StreamEncoder encoder = options.CreateThreadedEncoder(new WorkAllocator());
            foreach ((int input, int output) in ((int, int)[])[(int.MaxValue, 1 << 16), (997, 1001), (20_000, 7)])
            {
                encoder.Reset();
                Assert.True(
                    expected.AsSpan().SequenceEqual(ThreadedLoops.Encode(encoder, data, input, output)),
                    $"{threads} threads, {input} and {output} bytes");
            }
        }
    }

    /// <summary>A long match is passed by, where threads found it, and too few bytes for another one follow.</summary>
    [Fact]
    public void Data_that_ends_right_behind_a_long_match_is_encoded_with_helping_threads()
    {
        var options = new XzCompressionOptions { Threads = 4, BlockSize = 1 << 20 };
        using StreamEncoder encoder = options.CreateThreadedEncoder(new WorkAllocator());
        for (int length = 8186; length < 8200; length++)
        {
            encoder.Reset();
            byte[] data = new byte[length];
            Assert.Equal(data, XzCodec.DecodeStart(ThreadedLoops.Encode(encoder, data)));
        }
    }

    [Fact]
    public void What_is_under_way_is_known_and_nothing_at_the_end()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 200_000);
        XzCompressionOptions options = Options();
        options.Threads = 3;
        using StreamEncoder encoder = options.CreateThreadedEncoder(new WorkAllocator());
        ReadOnlySpan<byte> input = data.AsSpan(0, 100);
        Span<byte> output = new byte[1000];
        encoder.Code(ref input, ref output, EncoderAction.Run);
        Assert.Equal(new PendingBytes(100, 0), encoder.Pending);
        encoder.Reset();
        Assert.Equal(default, encoder.Pending);

        ThreadedLoops.Encode(encoder, data);
        Assert.Equal(default, encoder.Pending);
    }

    [Theory]
    [InlineData(EncoderAction.SyncFlush)]
    [InlineData(EncoderAction.FullFlush)]
    [InlineData(EncoderAction.FullBarrier)]
    public void Flushes_end_blocks_as_they_do_on_one_thread(object action)
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 100_000);
        XzCompressionOptions options = Options();
        options.Threads = 3;
        using StreamEncoder sequential = options.CreateEncoder(new WorkAllocator());
        using StreamEncoder parallel = options.CreateThreadedEncoder(new WorkAllocator());
        var results = new List<byte[]>();
        foreach (StreamEncoder encoder in (StreamEncoder[])[sequential, parallel])
        {
            var result = new MemoryStream();
            for (int start = 0; start < data.Length; start += 12_500)
            {
                ThreadedLoops.Run(encoder, data.AsSpan(start, 12_500), (EncoderAction)action, result);
                if (!action.Equals(EncoderAction.FullBarrier))
                {
                    Assert.Equal(data[..(start + 12_500)], XzCodec.DecodeStart(result.ToArray()));
                }
            }

            ThreadedLoops.Run(encoder, [], EncoderAction.Finish, result);
            Assert.Equal(data, XzCodec.DecodeStart(result.ToArray()));
            results.Add(result.ToArray());
        }

        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void An_exception_on_a_thread_comes_behind_the_blocks_before_it_and_again()
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 30_000);
        LzmaEncoderOptions lzma = CoderLoops.Options(1 << 12);
        var good = new EncoderChain([], lzma);
        var bad = new EncoderChain([new FilterFlags((FilterId)0x7F, 0)], lzma);
        var plan = new BlockPlan([new(10_000, good), new(10_000, bad), new(0, good)], 0, storesSizes: true);
        using var encoder = new StreamEncoder(
            new ParallelBlocksEncoder(new WorkAllocator(), plan, CheckId.Crc32, 3), CheckId.Crc32);
        var result = new MemoryStream();
        for (int i = 0; i < 3; i++)
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                () => ThreadedLoops.Run(encoder, i == 0 ? data : [], EncoderAction.Finish, result));
        }

        Assert.Equal(data[..10_000], XzCodec.DecodeStart(result.ToArray()));
    }

    [Fact]
    public void Memory_is_bounded_however_long_the_data_is()
    {
        const int Threads = 2;
        const int BlockSize = SegmentPool.SegmentSize;
        var allocator = new WorkAllocator();
        XzCompressionOptions options = Options();
        options.Threads = 2;
        options.BlockSize = BlockSize;
        using (StreamEncoder one = options.CreateEncoder(allocator))
        {
            ThreadedLoops.Encode(one, new byte[1]);
        }

        long encoderSize = allocator.Peak;
        allocator = new WorkAllocator();
        byte[] data = Corpus.Make(CorpusKind.Random, 10 << 20);
        using (StreamEncoder encoder = options.CreateThreadedEncoder(allocator))
        {
            ThreadedLoops.Encode(encoder, data);
        }

        // A Block for each thread and one that is being filled; two compressed ones for each, in two segments.
        long segments = (Threads + 1) + (2 * Threads * 2);
        Assert.InRange(allocator.Peak, 1, (Threads * encoderSize) + (segments * SegmentPool.SegmentSize));
        Assert.Equal(0, allocator.InUse);
    }

    [Fact]
    public void It_can_be_disposed_and_reset_in_the_middle()
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 200_000);
        var allocator = new WorkAllocator();
        XzCompressionOptions options = Options();
        options.Threads = 3;
        using (StreamEncoder encoder = options.CreateThreadedEncoder(allocator))
        {
            byte[] expected = ThreadedLoops.Encode(encoder, data);
            for (int length = 0; length < data.Length; length += 37_777)
            {
                encoder.Reset();
                ReadOnlySpan<byte> some = data.AsSpan(0, length);
                Span<byte> few = new byte[100];
                encoder.Code(ref some, ref few, EncoderAction.Run);
            }

            encoder.Reset();
            Assert.Equal(expected, ThreadedLoops.Encode(encoder, data));
            encoder.Reset();
            ReadOnlySpan<byte> start = data;
            Span<byte> room = new byte[100];
            encoder.Code(ref start, ref room, EncoderAction.Run);
        }

        Assert.Equal(0, allocator.InUse);
    }

    private static XzCompressionOptions Options() => new()
    {
        BlockSize = 10_000,
        LzmaOptions = new LzmaOptions(1) { DictionarySize = 4096 },
    };
}
