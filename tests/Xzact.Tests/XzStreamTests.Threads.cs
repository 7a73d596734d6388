using Xzact.Testing.Data;
using Xzact.Testing.Streams;
using Xzact.Tests.Container;

namespace Xzact.Tests;

public sealed partial class XzStreamTests
{
    private static readonly byte[] s_sample = Corpus.Make(CorpusKind.Mixed, 400_000, seed: 5);

    private static readonly XzCompressionOptions s_blocks = new()
    {
        LzmaOptions = new LzmaOptions(1) { DictionarySize = 1 << 16 },
        BlockSize = 50_000,
    };

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    [InlineData(0, true)]
    public async Task Threads_change_no_byte_on_either_way(int threads, bool isAsync)
    {
        s_blocks.Threads = 2;
        byte[] expected = XzCodec.Encode(s_blocks, s_sample);
        using var file = new MemoryStream();
        await using (var stream = new XzStream(
            file,
            new XzCompressionOptions
            {
                LzmaOptions = s_blocks.LzmaOptions,
                BlockSize = s_blocks.BlockSize,
                Threads = threads,
            },
            leaveOpen: true))
        {
            for (int start = 0; start < s_sample.Length; start += 70_000)
            {
                int count = Math.Min(70_000, s_sample.Length - start);
                if (isAsync)
                {
                    await stream.WriteAsync(s_sample.AsMemory(start, count), TestContext.Current.CancellationToken);
                }
                else
                {
                    stream.Write(s_sample.AsSpan(start, count));
                }
            }
        }

        Assert.Equal(expected, file.ToArray());
        file.Position = 0;
        using var slow = new ChunkedStream(file, 100_000, 3, 7777) { IsSlow = true };
        using var back = new XzStream(slow, new XzDecompressionOptions { Threads = threads });
        using var result = new MemoryStream();
        if (isAsync)
        {
            await back.CopyToAsync(result, 10_007, TestContext.Current.CancellationToken);
        }
        else
        {
            back.CopyTo(result, 10_007);
        }

        Assert.True(s_sample.AsSpan().SequenceEqual(result.ToArray()));
    }

    [Fact]
    public void Flushing_a_stream_with_threads_makes_everything_readable()
    {
        using var file = new MemoryStream();
        using (var stream = new XzStream(file, new XzCompressionOptions { Quality = 0, Threads = 2 }, leaveOpen: true))
        {
            stream.Write(s_sample.AsSpan(0, 1000));
            stream.Flush();
            Assert.Equal(s_sample[..1000], XzCodec.DecodeStart(file.ToArray()));
            stream.Write(s_sample.AsSpan(1000, 500));
            stream.Flush(XzFlushMode.Barrier);
            stream.Write(s_sample.AsSpan(1500, 500));
            stream.Flush(XzFlushMode.Full);
            stream.Flush(XzFlushMode.Full);
            Assert.Equal(s_sample[..2000], XzCodec.DecodeStart(file.ToArray()));
            Assert.Throws<ArgumentOutOfRangeException>("flushMode", () => stream.Flush((XzFlushMode)9));
        }

        Assert.Equal([1000, 500, 500], XzLayout.Sizes(file.ToArray()));
    }

    [Fact]
    public async Task Truncated_data_gives_with_threads_what_one_thread_gives()
    {
        s_blocks.Threads = 2;
        byte[] file = XzCodec.Encode(s_blocks, s_sample);
        for (int length = 0; length < file.Length; length += file.Length / 9)
        {
            var results = new List<(byte[], string?)>();
            foreach (int threads in (int[])[1, 3])
            {
                using var stream = new XzStream(
                    new MemoryStream(file[..length]), new XzDecompressionOptions { Threads = threads });
                using var result = new MemoryStream();
                Exception? failure = await Record.ExceptionAsync(() => stream.CopyToAsync(result, 1000));
                results.Add((result.ToArray(), failure?.Message));
            }

            Assert.Equal(results[0].Item1, results[1].Item1);
            Assert.Equal(results[0].Item2, results[1].Item2);
            Assert.Equal(length == 0, results[0].Item2 is null);
        }
    }

    [Fact]
    public async Task A_read_that_waits_for_a_thread_can_be_canceled_and_repeated()
    {
        s_blocks.Threads = 2;
        byte[] file = XzCodec.Encode(s_blocks, s_sample);
        using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions { Threads = 2 });
        using var result = new MemoryStream();
        byte[] buffer = new byte[5000];
        int read = -1;
        for (int i = 0; read != 0; i++)
        {
            using var cancellation = new CancellationTokenSource();
            ValueTask<int> reading = stream.ReadAsync(buffer, cancellation.Token);
            if (i % 2 == 0)
            {
                await cancellation.CancelAsync();
            }

            try
            {
                read = await reading;
                result.Write(buffer, 0, read);
            }
            catch (OperationCanceledException)
            {
                // Nothing is lost: the next call goes on.
            }
        }

        Assert.True(s_sample.AsSpan().SequenceEqual(result.ToArray()));
    }

    [Fact]
    public void Streams_with_threads_can_be_left_in_the_middle()
    {
        s_blocks.Threads = 3;
        byte[] file = XzCodec.Encode(s_blocks, s_sample);
        for (int i = 0; i < 5; i++)
        {
            using var stream = new XzStream(new MemoryStream(file), new XzDecompressionOptions { Threads = 3 });
            stream.ReadExactly(new byte[1 + (i * 20_000)]);
        }
    }

    [Fact]
    public void A_borrowed_encoder_is_reset_before_and_after_and_goes_on_living()
    {
        var options = new XzCompressionOptions { Quality = 0, Threads = 2 };
        using var encoder = new XzEncoder(options);
        encoder.Compress(s_sample, new byte[10], out _, out _, isFinalBlock: true);
        for (int i = 0; i < 2; i++)
        {
            using var file = new MemoryStream();
            using (var stream = new XzStream(file, encoder, leaveOpen: true))
            {
                stream.Write(s_sample);
            }

            Assert.Equal(XzCodec.Encode(options, s_sample), file.ToArray());
        }
    }
}
