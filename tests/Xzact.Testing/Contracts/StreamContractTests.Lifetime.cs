using System.IO.Compression;
using Xunit;
using Xzact.Testing.Streams;

namespace Xzact.Testing.Contracts;

/// <summary>Construction, disposal, flushing, concurrency, cancellation, and what is not supported.</summary>
public abstract partial class StreamContractTests<TAdapter>
{
    [Theory]
    [InlineData(CompressionMode.Compress)]
    [InlineData(CompressionMode.Decompress)]
    public void A_base_stream_that_cannot_serve_is_refused(CompressionMode mode)
    {
        Assert.Throws<ArgumentNullException>("stream", () => Adapter.Create(null!, mode));
        using var mute = new ChunkedStream(new MemoryStream()) { MayRead = false, MayWrite = false };
        Assert.Throws<ArgumentException>("stream", () => Adapter.Create(mute, mode));
        Assert.Equal(0, mute.Disposals);
    }

    [Fact]
    public void A_mode_or_a_level_that_does_not_exist_is_refused()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentException>("mode", () => Adapter.Create(stream, (CompressionMode)7));
        Assert.ThrowsAny<ArgumentException>(() => Adapter.Create(stream, (CompressionLevel)70));
        Assert.Throws<ArgumentNullException>("stream", () => Adapter.Create(null!, CompressionLevel.Fastest));
    }

    [Theory]
    [InlineData(CompressionMode.Compress, false, false)]
    [InlineData(CompressionMode.Compress, false, true)]
    [InlineData(CompressionMode.Compress, true, false)]
    [InlineData(CompressionMode.Compress, true, true)]
    [InlineData(CompressionMode.Decompress, false, false)]
    [InlineData(CompressionMode.Decompress, false, true)]
    [InlineData(CompressionMode.Decompress, true, false)]
    [InlineData(CompressionMode.Decompress, true, true)]
    public async Task The_base_stream_is_disposed_once_or_left_open(CompressionMode mode, bool leaveOpen, bool isAsync)
    {
        var inner = new ChunkedStream(new MemoryStream());
        Stream stream = Adapter.Create(inner, mode, leaveOpen);
        Assert.Same(inner, Adapter.BaseStream(stream));
        for (int time = 0; time < 3; time++)
        {
            if (isAsync)
            {
                await stream.DisposeAsync();
            }
            else
            {
                stream.Dispose();
            }
        }

        Assert.Equal(leaveOpen ? 0 : 1, inner.Disposals);
        Assert.Equal(mode == CompressionMode.Compress, inner.Written > 0);
    }

    [Fact]
    public void The_base_stream_is_disposed_even_if_the_end_cannot_be_written()
    {
        var inner = new ChunkedStream(new MemoryStream()) { FailWritingAfter = 5 };
        Stream stream = Adapter.Create(inner, CompressionMode.Compress);
        Assert.Throws<IOException>(stream.Dispose);
        Assert.Equal(1, inner.Disposals);
        stream.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_the_base_stream_failed_nothing_is_written_that_would_make_the_data_look_whole(bool isAsync)
    {
        var written = new MemoryStream();
        var inner = new ChunkedStream(written) { FailWritingAfter = 20_000 };
        Stream stream = Adapter.Create(inner, CompressionMode.Compress);
        byte[] noise = new byte[400_000];
        new Random(5).NextBytes(noise);
        if (isAsync)
        {
            await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(noise));
        }
        else
        {
            Assert.Throws<IOException>(() => stream.Write(noise));
        }

        long before = inner.Written;
        inner.FailWritingAfter = long.MaxValue;
        Assert.Throws<IOException>(() => stream.Write(noise));
        Assert.Throws<IOException>(stream.Flush);
        if (isAsync)
        {
            await stream.DisposeAsync();
        }
        else
        {
            stream.Dispose();
        }

        Assert.Equal((before, 1), (inner.Written, inner.Disposals));
    }

    [Fact]
    public async Task Everything_after_dispose_says_that_it_is_disposed()
    {
        Stream writer = Adapter.Create(new MemoryStream(), CompressionMode.Compress);
        Stream reader = Adapter.Create(new MemoryStream(), CompressionMode.Decompress);
        writer.Dispose();
        reader.Dispose();
        byte[] buffer = new byte[4];
        Assert.Throws<ObjectDisposedException>(() => writer.Write(buffer));
        Assert.Throws<ObjectDisposedException>(() => writer.Write(buffer, 0, 1));
        Assert.Throws<ObjectDisposedException>(() => writer.WriteByte(1));
        Assert.Throws<ObjectDisposedException>(writer.Flush);
        Assert.Throws<ObjectDisposedException>(() => reader.Read(buffer));
        Assert.Throws<ObjectDisposedException>(() => reader.Read(buffer, 0, 1));
        Assert.Throws<ObjectDisposedException>(() => reader.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => reader.CopyTo(Stream.Null));
        Assert.Throws<ObjectDisposedException>(() => Adapter.BaseStream(reader));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(buffer, 0, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.WriteAsync(buffer));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.FlushAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.ReadAsync(buffer, 0, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.ReadAsync(buffer));
        Assert.False(writer.CanWrite || writer.CanRead || writer.CanSeek || reader.CanRead || reader.CanWrite);
    }

    [Fact]
    public async Task A_stream_goes_one_way_and_does_not_seek()
    {
        using Stream writer = Adapter.Create(new MemoryStream(), CompressionMode.Compress);
        using Stream reader = Adapter.Create(new MemoryStream(), CompressionMode.Decompress);
        Assert.Equal((true, false, false), (writer.CanWrite, writer.CanRead, writer.CanSeek));
        Assert.Equal((false, true, false), (reader.CanWrite, reader.CanRead, reader.CanSeek));
        byte[] buffer = new byte[4];
        Assert.Throws<NotSupportedException>(() => writer.Read(buffer));
        Assert.Throws<NotSupportedException>(() => writer.ReadByte());
        Assert.Throws<NotSupportedException>(() => writer.CopyTo(Stream.Null));
        Assert.Throws<NotSupportedException>(() => reader.Write(buffer));
        Assert.Throws<NotSupportedException>(() => reader.WriteByte(1));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await writer.ReadAsync(buffer));
        await Assert.ThrowsAsync<NotSupportedException>(async () => await reader.WriteAsync(buffer));
        foreach (Stream stream in (Stream[])[writer, reader])
        {
            Assert.Throws<NotSupportedException>(() => stream.Length);
            Assert.Throws<NotSupportedException>(() => stream.Position);
            Assert.Throws<NotSupportedException>(() => stream.Position = 0);
            Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
            Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        }

        reader.Flush();
        await reader.FlushAsync();
    }

    [Fact]
    public void Bad_array_arguments_are_refused()
    {
        using Stream writer = Adapter.Create(new MemoryStream(), CompressionMode.Compress);
        using Stream reader = Adapter.Create(new MemoryStream(), CompressionMode.Decompress);
        Assert.Throws<ArgumentNullException>(() => reader.Read(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(new byte[2], -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(new byte[2], 1, 2));
        Assert.Throws<ArgumentNullException>(() => writer.Write(null!, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(new byte[2], 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Write(new byte[2], 1, 2));
    }

    [Fact]
    public virtual void Everything_flushed_can_be_read_and_the_base_stream_is_flushed()
    {
        var compressed = new MemoryStream();
        var inner = new ChunkedStream(compressed);
        using Stream writer = Adapter.Create(inner, CompressionMode.Compress);
        int position = 0;
        foreach (int size in (int[])[1, 20_000, 0, 3, 100_000])
        {
            writer.Write(s_sample.AsSpan(position, size));
            position += size;
            writer.Flush();
            using Stream reader = Adapter.Create(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
            byte[] result = new byte[position];
            reader.ReadExactly(result);
            Assert.Equal(s_sample[..position], result);
        }

        Assert.Equal(5, inner.Flushes);
    }

    [Fact]
    public void Reading_nothing_reads_nothing_and_loses_nothing()
    {
        using Stream reader = Adapter.Create(new MemoryStream(Compress(s_sample)), CompressionMode.Decompress);
        Assert.Equal(0, reader.Read([]));
        Assert.Equal(s_sample[0], reader.ReadByte());
        Assert.Equal(0, reader.Read([]));
        Assert.Equal(s_sample[1..], ReadAll(reader));
    }

    [Fact]
    public async Task A_second_call_before_the_first_has_ended_is_refused()
    {
        var gate = new TaskCompletionSource();
        byte[] compressed = Compress(s_sample);
        byte[] buffer = new byte[s_sample.Length];
        await using Stream reader = Adapter.Create(
            new ChunkedStream(new MemoryStream(compressed)) { Gate = gate.Task }, CompressionMode.Decompress);
        var inner = new ChunkedStream(new MemoryStream()) { Gate = gate.Task };
        await using Stream writer = Adapter.Create(inner, CompressionMode.Compress);

        ValueTask<int> reading = reader.ReadAsync(buffer);
        Task flushing = writer.FlushAsync();
        Assert.Throws<InvalidOperationException>(() => reader.Read(new byte[1]));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.ReadAsync(new byte[1]));
        Assert.Throws<InvalidOperationException>(() => writer.Write(buffer));
        Assert.Throws<InvalidOperationException>(writer.Flush);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.WriteAsync(buffer));

        gate.SetResult();
        int read = await reading;
        await flushing;
        await reader.ReadExactlyAsync(buffer.AsMemory(read));
        Assert.Equal(s_sample, buffer);
        await writer.WriteAsync(buffer);
    }

    [Fact]
    public async Task A_cancelled_call_does_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        var inner = new ChunkedStream(new MemoryStream());
        using Stream writer = Adapter.Create(inner, CompressionMode.Compress);
        using Stream reader = Adapter.Create(new MemoryStream(Compress(s_sample)), CompressionMode.Decompress);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await writer.WriteAsync(s_sample, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.FlushAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await reader.ReadAsync(new byte[10], cancelled));
        Assert.Equal(0, inner.Written);
        Assert.Equal(s_sample, ReadAll(reader));
    }
}
