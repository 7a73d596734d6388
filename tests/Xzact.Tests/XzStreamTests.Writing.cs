using System.IO.Compression;
using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Tests;

public sealed partial class XzStreamTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    public async Task After_a_failed_write_no_end_is_written_that_would_look_complete(bool isAsync, int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 300_000);
        using var target = new FailingOnce();
        var stream = new XzStream(
            target, new XzCompressionOptions { Quality = 0, Threads = threads, BlockSize = 60_000 }, leaveOpen: true);
        target.Fails = true;
        await Assert.ThrowsAsync<IOException>(() => WriteAndFlush(stream, data, isAsync));
        Assert.False(target.Fails);
        long length = target.Length;
        await Assert.ThrowsAsync<IOException>(() => WriteAndFlush(stream, data, isAsync));
        if (isAsync)
        {
            await stream.DisposeAsync();
        }
        else
        {
            stream.Dispose();
        }

        Assert.Equal(length, target.Length);
        target.Position = 0;
        using var back = new XzStream(target, CompressionMode.Decompress);
        if (length > 0)
        {
            Assert.Throws<InvalidDataException>(() => back.CopyTo(Stream.Null));
        }
    }

    [Fact]
    public async Task A_canceled_write_ends_the_data_without_an_end()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 300_000);
        using var cancellation = new CancellationTokenSource();
        using var target = new MemoryStream();
        var gate = new TaskCompletionSource();
        var stream = new XzStream(
            new ChunkedStream(target) { Gate = gate.Task }, new XzCompressionOptions { Quality = 0 });
        ValueTask write = stream.WriteAsync(data, cancellation.Token);
        await cancellation.CancelAsync();
        gate.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await write);
        await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(data));
        await stream.DisposeAsync();
        Assert.False(XzDecoder.TryDecompress(target.ToArray(), new byte[data.Length], out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_source_of_a_stream_must_have_the_announced_length(int threads)
    {
        byte[] data = Corpus.Make(CorpusKind.Text, 1000);
        var options = new XzCompressionOptions { Quality = 0, Threads = threads };
        using var whole = new MemoryStream();
        using (var stream = new XzStream(whole, options, leaveOpen: true))
        {
            stream.SetSourceLength(1000);
            stream.Write(data);
            Assert.Throws<InvalidOperationException>(() => stream.SetSourceLength(1000));
        }

        Assert.Equal(XzCodec.Encode(options, data), whole.ToArray());
        using var more = new MemoryStream();
        using (var tooLong = new XzStream(more, options, leaveOpen: true))
        {
            tooLong.SetSourceLength(999);
            Assert.Throws<InvalidDataException>(() => tooLong.Write(data));
            Assert.Equal(XzError.SourceLengthMismatch, tooLong.Error);
            Assert.Throws<IOException>(() => tooLong.WriteByte(0));
        }

        Assert.Equal(0, more.Length);
        using var part = new MemoryStream();
        var tooShort = new XzStream(part, options, leaveOpen: true);
        tooShort.SetSourceLength(1001);
        tooShort.Write(data);
        Assert.Throws<InvalidDataException>(tooShort.Dispose);
        tooShort.Dispose();
        Assert.False(XzDecoder.TryDecompress(part.ToArray(), new byte[2000], out _));
        using var reading = new XzStream(whole, CompressionMode.Decompress);
        Assert.Throws<InvalidOperationException>(() => reading.SetSourceLength(1));
        Assert.Throws<ObjectDisposedException>(() => tooShort.SetSourceLength(1));
    }

    private static async Task WriteAndFlush(XzStream stream, byte[] data, bool isAsync)
    {
        if (isAsync)
        {
            await stream.WriteAsync(data);
            await stream.FlushAsync(XzFlushMode.Full);
        }
        else
        {
            stream.Write(data);
            stream.Flush(XzFlushMode.Full);
        }
    }

    /// <summary>Loses the bytes of one write.</summary>
    private sealed class FailingOnce : MemoryStream
    {
        public bool Fails { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Fails && Length > 0)
            {
                Fails = false;
                throw new IOException("The test loses bytes.");
            }

            base.Write(buffer);
        }

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
