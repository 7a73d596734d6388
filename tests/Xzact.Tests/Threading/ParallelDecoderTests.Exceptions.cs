using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Threading;

namespace Xzact.Tests.Threading;

/// <content>What is thrown around it, and not by the data.</content>
public sealed partial class ParallelDecoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Memory_that_runs_out_on_a_thread_is_told_behind_the_blocks_before_and_again(int survivors)
    {
        Assert.SkipWhen(KernelSwitch.UseSafeKernels, "The safe kernels take no native memory.");
        byte[] file = Encode(s_data[..100_000], 2, 10_000);
        foreach (int threads in (int[])[1, 2, 4])
        {
            var allocator = new ShortAllocator();
            using ParallelDecoder decoder = Parallel(threads, long.MaxValue, DecoderLimits.None, allocator);
            decoder.Reset();
            allocator.Left = survivors;
            var output = new MemoryStream();
            Assert.ThrowsAny<OutOfMemoryException>(() => DecodeInto(output, decoder, file));
            byte[] written = output.ToArray();
            Assert.Equal(0, written.Length % 10_000);
            Assert.True(s_data.AsSpan().StartsWith(written), "What was handed out is not the data.");
            Assert.ThrowsAny<OutOfMemoryException>(() => DecodeInto(output, decoder, default));
            Assert.Equal(written.Length, output.Length);

            allocator.Left = int.MaxValue;
            decoder.Reset();
            (Failure? failure, byte[] all) = ThreadedLoops.Decode(decoder, file);
            Assert.Null(failure);
            Assert.True(s_data.AsSpan(0, 100_000).SequenceEqual(all), "A reset decoder gives other bytes.");
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public async Task A_source_that_throws_ends_the_read_and_nothing_waits_forever(int threads, bool isAsync)
    {
        byte[] file = Encode(s_data[..100_000], 2, 10_000);
        foreach (int end in (int[])[0, 11, file.Length / 2, file.Length - 1])
        {
            using var source = new BrokenStream(file, end);
            var xz = new XzStream(source, new XzDecompressionOptions { Threads = threads });
            byte[] buffer = new byte[7000];
            int total = 0;
            async Task ReadAll()
            {
                while (true)
                {
                    int read = isAsync
                        ? await xz.ReadAsync(buffer, TestContext.Current.CancellationToken)
                        : xz.Read(buffer);
                    Assert.True(read > 0, "The end of a broken file was not told.");
                    Assert.True(s_data.AsSpan(total, read).SequenceEqual(buffer.AsSpan(0, read)), "Other bytes.");
                    total += read;
                }
            }

            await Assert.ThrowsAsync<TimeoutException>(ReadAll);
            await Assert.ThrowsAsync<TimeoutException>(ReadAll);
            await xz.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(ReadAll);
        }
    }

    [Fact]
    public async Task A_read_that_is_canceled_in_the_source_can_be_repeated_and_left()
    {
        byte[] file = Encode(s_data[..100_000], 2, 10_000);
        using var source = new BrokenStream(file, file.Length / 2) { WaitsForCancellation = true };
        await using var xz = new XzStream(source, new XzDecompressionOptions { Threads = 2 });
        byte[] buffer = new byte[100_000];
        int total = 0;
        for (int round = 0; round < 2; round++)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                while (true)
                {
                    total += await xz.ReadAsync(buffer.AsMemory(total), cancellation.Token);
                }
            });
        }

        Assert.True(s_data.AsSpan(0, total).SequenceEqual(buffer.AsSpan(0, total)), "Other bytes.");
    }

    private static void DecodeInto(MemoryStream output, FormatDecoder decoder, ReadOnlySpan<byte> file)
    {
        byte[] buffer = new byte[3000];
        while (true)
        {
            Span<byte> room = buffer;
            CoderStatus status = decoder.Code(ref file, ref room);
            output.Write(buffer, 0, buffer.Length - room.Length);
            Assert.NotEqual(CoderStatus.Failed, status);
            if (status == CoderStatus.Waiting)
            {
                ThreadedLoops.Wait(decoder.WhenReady());
            }
            else if (file.IsEmpty && room.Length == buffer.Length && decoder.Finish() == CoderStatus.End)
            {
                return;
            }
        }
    }

    /// <summary>Has memory for so many more blocks that threads of the pipeline ask for.</summary>
    private sealed class ShortAllocator : WorkAllocator
    {
        private int _left = int.MaxValue;

        public int Left
        {
            set => Volatile.Write(ref _left, value);
        }

#pragma warning disable MA0012 // it is what running out of memory means to a caller
        protected override nint AllocateNativeCore(nuint size) =>
            Thread.CurrentThread.Name == "Xzact block" && Interlocked.Decrement(ref _left) < 0
                ? throw new InsufficientMemoryException("None left.")
                : base.AllocateNativeCore(size);
#pragma warning restore MA0012
    }

    /// <summary>Gives a file up to some byte; then throws, or waits until it is canceled.</summary>
    private sealed class BrokenStream(byte[] file, int end) : MemoryStream
    {
        private int _position;

        public bool WaitsForCancellation { get; init; }

        public override int Read(Span<byte> buffer)
        {
            int count = Math.Min(Math.Min(buffer.Length, 1000), end - _position);
            if (count == 0)
            {
                throw new TimeoutException();
            }

            file.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position == end && WaitsForCancellation)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return Read(buffer.Span);
        }
    }
}
