using System.IO.Compression;
using Xunit;
using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Testing.Contracts;

/// <summary>Every way to call Write, and Read.</summary>
public enum StreamCall
{
    Span,
    Array,
    Byte,
    Memory,
    ArrayAsync,
    BeginEnd,
}

/// <summary>
/// What every compressing stream keeps to: the habits of the streams of System.IO.Compression. A stream class inherits
/// these tests with an adapter.
/// </summary>
public abstract partial class StreamContractTests<TAdapter>
    where TAdapter : IStreamAdapter, new()
{
    private static readonly byte[] s_sample = Corpus.Make(CorpusKind.Mixed, 300_000, seed: 2);

    protected TAdapter Adapter { get; } = new();

    [Theory]
    [InlineData(StreamCall.Span, 5000)]
    [InlineData(StreamCall.Array, 5000)]
    [InlineData(StreamCall.Byte, 1)]
    [InlineData(StreamCall.Memory, 5000)]
    [InlineData(StreamCall.ArrayAsync, 1)]
    [InlineData(StreamCall.BeginEnd, 70_000)]
    public async Task Every_way_to_write_and_to_read_gives_the_data_back(StreamCall call, int size)
    {
        byte[] data = s_sample[..Math.Min(s_sample.Length, size * 3000)];
        using var compressed = new MemoryStream();
        using (Stream stream = Adapter.Create(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            for (int position = 0; position < data.Length; position += size)
            {
                await WriteAsync(stream, call, data, position, Math.Min(size, data.Length - position));
            }
        }

        compressed.Position = 0;
        using Stream back = Adapter.Create(compressed, CompressionMode.Decompress);
        using var result = new MemoryStream();
        byte[] buffer = new byte[size + 2];
        int read;
        while ((read = await ReadAsync(back, call, buffer, 1, size)) > 0)
        {
            Assert.InRange(read, 1, size);
            Assert.Equal((0, 0), (buffer[0], buffer[^1]));
            result.Write(buffer, 1, read);
        }

        Assert.Equal(data, result.ToArray());
        Assert.Equal(0, await ReadAsync(back, call, buffer, 1, size));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3, 1, 40, 19)]
    [InlineData(65_537)]
    public async Task A_base_stream_may_give_few_bytes_at_a_time(params int[] sizes)
    {
        byte[] compressed = Compress(s_sample);
        using Stream slow = Adapter.Create(
            new ChunkedStream(new MemoryStream(compressed), sizes), CompressionMode.Decompress);
        Assert.Equal(s_sample, ReadAll(slow));
        using Stream slower = Adapter.Create(
            new ChunkedStream(new MemoryStream(compressed), sizes) { IsSlow = true }, CompressionMode.Decompress);
        using var result = new MemoryStream();
        await slower.CopyToAsync(result, 1000);
        Assert.Equal(s_sample, result.ToArray());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_base_stream_that_cannot_have_read_so_much_is_refused(int count)
    {
        await using Stream stream = Adapter.Create(new BoastingStream(count), CompressionMode.Decompress);
        Assert.Throws<IOException>(() => stream.Read(new byte[10], 0, 10));
        await Assert.ThrowsAsync<IOException>(() => stream.ReadAsync(new byte[10], 0, 10));
    }

    [Fact]
    public async Task Asynchronous_calls_make_no_synchronous_ones()
    {
        var compressed = new MemoryStream();
        await using (Stream stream = Adapter.Create(
            new ChunkedStream(compressed) { Allowed = AllowedCalls.AsyncOnly, IsSlow = true },
            CompressionMode.Compress))
        {
            await stream.WriteAsync(s_sample);
            await stream.FlushAsync();
            await stream.WriteAsync(s_sample.AsMemory(0, 10));
        }

        await using Stream back = Adapter.Create(
            new ChunkedStream(new MemoryStream(compressed.ToArray())) { Allowed = AllowedCalls.AsyncOnly },
            CompressionMode.Decompress);
        using var result = new MemoryStream();
        await back.CopyToAsync(result);
        Assert.Equal([.. s_sample, .. s_sample[..10]], result.ToArray());
    }

    [Fact]
    public void Synchronous_calls_make_no_asynchronous_ones()
    {
        var compressed = new MemoryStream();
        using (Stream stream = Adapter.Create(
            new ChunkedStream(compressed) { Allowed = AllowedCalls.SyncOnly }, CompressionMode.Compress))
        {
            stream.Write(s_sample);
            stream.Flush();
        }

        using Stream back = Adapter.Create(
            new ChunkedStream(new MemoryStream(compressed.ToArray())) { Allowed = AllowedCalls.SyncOnly },
            CompressionMode.Decompress);
        Assert.Equal(s_sample, ReadAll(back));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Every_level_gives_the_data_back(CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = Adapter.Create(compressed, level, leaveOpen: true))
        {
            stream.Write(s_sample);
        }

        Assert.Equal(s_sample, Decompress(compressed.ToArray()));
    }

    [Fact]
    public void Nothing_written_gives_a_file_that_reads_as_nothing()
    {
        byte[] compressed = Compress([]);
        Assert.NotEmpty(compressed);
        Assert.Empty(Decompress(compressed));
    }

    [Fact]
    public async Task An_empty_base_stream_reads_as_nothing()
    {
        using Stream stream = Adapter.Create(new MemoryStream(), CompressionMode.Decompress);
        Assert.Equal(0, stream.Read(new byte[10]));
        Assert.Equal(-1, stream.ReadByte());
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
    }

    [Fact]
    public void A_truncated_file_throws_wherever_it_is_cut()
    {
        byte[] data = s_sample[..2000];
        byte[] compressed = Compress(data);
        for (int length = 1; length < compressed.Length; length++)
        {
            using Stream stream = Adapter.Create(new MemoryStream(compressed[..length]), CompressionMode.Decompress);
            using var result = new MemoryStream();
            Assert.Throws<InvalidDataException>(() => stream.CopyTo(result));
            Assert.True(data.AsSpan().StartsWith(result.ToArray()));
            Assert.Throws<InvalidDataException>(() => stream.Read(new byte[10]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(100_000)]
    public void A_damaged_file_throws_before_its_end_and_again_after_that(int bufferSize)
    {
        byte[] compressed = Compress(s_sample.AsSpan(0, 700));
        byte[] buffer = new byte[bufferSize];
        for (int bit = 0; bit < compressed.Length * 8; bit += 5)
        {
            if (!Adapter.IsProtected(bit / 8))
            {
                continue;
            }

            byte[] damaged = [.. compressed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            using Stream stream = Adapter.Create(new MemoryStream(damaged), CompressionMode.Decompress);
            AssertThrowsForDamage(() =>
            {
                while (stream.Read(buffer) > 0)
                {
                }
            });
            AssertThrowsForDamage(() => stream.Read(buffer));
            AssertThrowsForDamage(() => stream.ReadByte());
        }
    }

    protected byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var compressed = new MemoryStream();
        using (Stream stream = Adapter.Create(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            stream.Write(data);
        }

        return compressed.ToArray();
    }

    protected byte[] Decompress(byte[] compressed)
    {
        using Stream stream = Adapter.Create(new MemoryStream(compressed), CompressionMode.Decompress);
        return ReadAll(stream);
    }

    protected static byte[] ReadAll(Stream stream)
    {
        using var result = new MemoryStream();
        stream.CopyTo(result);
        return result.ToArray();
    }

    /// <summary>Damage may also look like something unsupported, which is an IOException.</summary>
    private static void AssertThrowsForDamage(Action action)
    {
        Exception? thrown = Record.Exception(action);
        Assert.True(thrown is InvalidDataException || thrown?.GetType() == typeof(IOException), $"Thrown: {thrown}");
    }

    private static async ValueTask WriteAsync(Stream stream, StreamCall call, byte[] data, int position, int count)
    {
        switch (call)
        {
            case StreamCall.Span:
                stream.Write(data.AsSpan(position, count));
                break;
            case StreamCall.Array:
                stream.Write(data, position, count);
                break;
            case StreamCall.Byte:
                stream.WriteByte(data[position]);
                break;
            case StreamCall.Memory:
                await stream.WriteAsync(data.AsMemory(position, count));
                break;
            case StreamCall.ArrayAsync:
                await stream.WriteAsync(data, position, count, CancellationToken.None);
                break;
            default:
                stream.EndWrite(stream.BeginWrite(data, position, count, null, null));
                break;
        }
    }

    private static async ValueTask<int> ReadAsync(Stream stream, StreamCall call, byte[] buffer, int offset, int count)
    {
        switch (call)
        {
            case StreamCall.Span:
                return stream.Read(buffer.AsSpan(offset, count));
            case StreamCall.Array:
                return stream.Read(buffer, offset, count);
            case StreamCall.Byte:
                int value = stream.ReadByte();
                buffer[offset] = (byte)value;
                return value < 0 ? 0 : 1;
            case StreamCall.Memory:
                return await stream.ReadAsync(buffer.AsMemory(offset, count));
            case StreamCall.ArrayAsync:
                return await stream.ReadAsync(buffer, offset, count, CancellationToken.None);
            default:
                return stream.EndRead(stream.BeginRead(buffer, offset, count, null, null));
        }
    }
}
