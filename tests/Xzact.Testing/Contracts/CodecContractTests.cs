using System.Buffers;
using Xunit;
using Xzact.Testing.Data;

namespace Xzact.Testing.Contracts;

/// <summary>
/// What every pair of span encoder and decoder keeps to: the OperationStatus contract of System.IO.Compression. A codec
/// inherits these tests with an adapter.
/// </summary>
public abstract partial class CodecContractTests<TAdapter>
    where TAdapter : ICodecAdapter, new()
{
    private static readonly byte[] s_sample = Corpus.Make(CorpusKind.Mixed, 100_000, seed: 1);

    protected TAdapter Codec { get; } = new();

    [Fact]
    public void Decompressing_nothing_needs_more_data_on_every_call()
    {
        byte[] compressed = Compressed(s_sample);
        using SpanDecoder decoder = Codec.CreateDecoder();
        byte[] destination = new byte[s_sample.Length + 1];
        foreach (int cut in (int[])[0, 3, 20, compressed.Length - 1])
        {
            decoder.Reset();
            CodecLoops.Decompress(decoder, compressed.AsSpan(0, cut), out _);
            for (int call = 0; call < 3; call++)
            {
                OperationStatus status = decoder.Decompress([], destination, out int consumed, out int written);
                Assert.Equal((OperationStatus.NeedMoreData, 0, 0), (status, consumed, written));
            }
        }
    }

    [Fact]
    public void Decompressing_to_nowhere_finds_the_destination_too_small()
    {
        using SpanDecoder decoder = Codec.CreateDecoder();
        for (int call = 0; call < 3; call++)
        {
            OperationStatus status = decoder.Decompress(Compressed(s_sample), [], out int consumed, out int written);
            Assert.Equal((OperationStatus.DestinationTooSmall, 0, 0), (status, consumed, written));
        }
    }

    [Fact]
    public void Compressing_is_done_once_all_input_is_taken()
    {
        using SpanEncoder encoder = Codec.CreateEncoder();
        byte[] destination = new byte[1000];
        OperationStatus status = encoder.Compress(s_sample.AsSpan(0, 100), destination, out int consumed, out _, false);
        Assert.Equal((OperationStatus.Done, 100), (status, consumed));
        Assert.Equal(OperationStatus.Done, encoder.Compress([], destination, out consumed, out int written, false));
        Assert.Equal((0, 0), (consumed, written));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Compressing_to_nowhere_finds_the_destination_too_small(bool isFinalBlock)
    {
        using SpanEncoder encoder = Codec.CreateEncoder();
        OperationStatus status = encoder.Compress(s_sample, [], out int consumed, out int written, isFinalBlock);
        Assert.Equal((OperationStatus.DestinationTooSmall, 0, 0), (status, consumed, written));
        status = encoder.Compress([], [], out consumed, out written, isFinalBlock: true);
        Assert.Equal((OperationStatus.DestinationTooSmall, 0, 0), (status, consumed, written));
        AssertDecodes(s_sample, CodecLoops.Compress(encoder, s_sample));
    }

    [Fact]
    public void Flushing_a_fresh_encoder_is_done_and_harmless()
    {
        using SpanEncoder encoder = Codec.CreateEncoder();
        using var result = new MemoryStream();
        CodecLoops.Flush(encoder, result);
        CodecLoops.Flush(encoder, result);
        result.Write(CodecLoops.Compress(encoder, s_sample));
        AssertDecodes(s_sample, result.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public void An_end_behind_a_flush_that_found_no_room_is_not_done_before_it_is_written(int outputSize)
    {
        using SpanEncoder encoder = Codec.CreateEncoder(0);
        using var result = new MemoryStream();
        CodecLoops.Feed(encoder, s_sample.AsSpan(0, 50_000), result, 1 << 16);
        byte[] room = new byte[outputSize];
        encoder.Flush(room, out int written);
        result.Write(room, 0, written);
        OperationStatus status;
        do
        {
            status = encoder.Compress([], room, out _, out written, isFinalBlock: true);
            result.Write(room, 0, written);
        }
        while (status == OperationStatus.DestinationTooSmall);
        Assert.Equal(OperationStatus.Done, status);
        AssertDecodes(s_sample[..50_000], result.ToArray());
    }

    [Theory]
    [InlineData(1 << 16)]
    [InlineData(1)]
    public virtual void Everything_flushed_decodes_and_more_can_follow(int outputSize)
    {
        for (int quality = Codec.Quality.Min; quality <= 6; quality += 3)
        {
            using SpanEncoder encoder = Codec.CreateEncoder(quality);
            using SpanDecoder decoder = Codec.CreateDecoder();
            using var result = new MemoryStream();
            int position = 0;
            int decoded = 0;
            int sent = 0;
            foreach (int size in (int[])[1, 0, 10, 5000, 70_000, 3])
            {
                CodecLoops.Feed(encoder, s_sample.AsSpan(position, size), result, outputSize);
                CodecLoops.Flush(encoder, result, outputSize);
                position += size;
                (OperationStatus status, sent) = DecodeOn(decoder, result.ToArray(), sent, out byte[] output);
                Assert.Equal(OperationStatus.NeedMoreData, status);
                Assert.Equal(s_sample[decoded..position], output);
                decoded = position;
            }

            result.Write(CodecLoops.Compress(encoder, s_sample.AsSpan(position), outputSize: outputSize));
            AssertDecodes(s_sample, result.ToArray());
        }
    }

    [Fact]
    public void Compressing_nothing_gives_a_valid_empty_file()
    {
        byte[] destination = new byte[Codec.GetMaxCompressedLength(0)];
        Assert.True(Codec.TryCompress([], destination, out int written));
        Assert.InRange(written, 1, destination.Length);
        Assert.True(Codec.TryDecompress(destination.AsSpan(0, written), new byte[1], out int decoded));
        Assert.Equal(0, decoded);
    }

    [Fact]
    public void Trying_to_compress_into_too_little_room_fails_and_writes_nothing_that_counts()
    {
        byte[] source = s_sample[..2000];
        byte[] whole = Compressed(source);
        for (int size = 0; size < whole.Length; size += size < 40 || size > whole.Length - 40 ? 1 : 17)
        {
            byte[] destination = new byte[size + 1];
            destination[size] = 0x5A;
            Assert.False(Codec.TryCompress(source, destination.AsSpan(0, size), out int written));
            Assert.Equal((0, 0x5A), (written, destination[size]));
        }

        byte[] exact = new byte[whole.Length];
        Assert.True(Codec.TryCompress(source, exact, out int all));
        Assert.Equal(whole, exact[..all]);
    }

    [Fact]
    public void Trying_to_decompress_what_is_no_file_fails()
    {
        byte[] destination = new byte[1000];
        byte[] noise = new byte[100];
        noise.AsSpan().Fill(0xFF);
        int written = -1;
        Assert.False(Codec.TryDecompress([], destination, out written));
        Assert.Equal(0, written);
        Assert.False(Codec.TryDecompress(Compressed(s_sample), [], out written));
        Assert.Equal(0, written);
        Assert.False(Codec.TryDecompress(noise, destination, out written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Trying_to_decompress_needs_exactly_the_room_of_the_data()
    {
        byte[] source = s_sample[..3000];
        byte[] compressed = Compressed(source);
        byte[] destination = new byte[source.Length];
        Assert.True(Codec.TryDecompress(compressed, destination, out int written));
        Assert.Equal(source, destination[..written]);
        Assert.False(Codec.TryDecompress(compressed, destination.AsSpan(1), out written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Trying_to_decompress_a_part_of_a_file_fails()
    {
        byte[] compressed = Compressed(s_sample.AsSpan(0, 3000));
        byte[] destination = new byte[4000];
        for (int length = 0; length < compressed.Length; length++)
        {
            Assert.False(Codec.TryDecompress(compressed.AsSpan(0, length), destination, out int written));
            Assert.Equal(0, written);
        }
    }

    [Fact]
    public void Reset_makes_the_same_bytes_again_whatever_came_before()
    {
        byte[] expected = Compressed(s_sample);
        using SpanEncoder encoder = Codec.CreateEncoder();
        using SpanDecoder decoder = Codec.CreateDecoder();
        for (int run = 0; run < 4; run++)
        {
            Assert.Equal(expected, CodecLoops.Compress(encoder, s_sample));
            encoder.Reset();
            CodecLoops.Feed(encoder, Corpus.Make(CorpusKind.Text, 30_000 * run), Stream.Null);
            encoder.Reset();

            Assert.Equal(OperationStatus.Done, CodecLoops.Decompress(decoder, expected, out byte[] output).Status);
            Assert.Equal(s_sample, output);
            decoder.Reset();
            CodecLoops.Decompress(decoder, expected.AsSpan(0, expected.Length * run / 4), out _);
            decoder.Reset();
        }
    }

    [Fact]
    public void Nothing_works_after_dispose_but_another_dispose()
    {
        SpanEncoder encoder = Codec.CreateEncoder();
        encoder.Compress(s_sample, new byte[100], out _, out _, isFinalBlock: false);
        encoder.Dispose();
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(
            () => encoder.Compress([], new byte[1], out _, out _, isFinalBlock: true));
        Assert.Throws<ObjectDisposedException>(() => encoder.Flush(new byte[1], out _));
        Assert.Throws<ObjectDisposedException>(encoder.Reset);

        SpanDecoder decoder = Codec.CreateDecoder();
        decoder.Decompress(Compressed(s_sample), new byte[100], out _, out _);
        decoder.Dispose();
        decoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => decoder.Decompress([], new byte[1], out _, out _));
        Assert.Throws<ObjectDisposedException>(decoder.Reset);
    }

    protected byte[] Compressed(ReadOnlySpan<byte> data)
    {
        byte[] destination = new byte[Codec.GetMaxCompressedLength(data.Length)];
        Assert.True(Codec.TryCompress(data, destination, out int written));
        return destination[..written];
    }

    protected void AssertDecodes(byte[] expected, byte[] compressed)
    {
        using SpanDecoder decoder = Codec.CreateDecoder();
        (OperationStatus status, int consumed) = CodecLoops.Decompress(decoder, compressed, out byte[] output);
        Assert.Equal((OperationStatus.Done, compressed.Length), (status, consumed));
        Assert.Equal(expected, output);
    }

    private static (OperationStatus Status, int Consumed) DecodeOn(
        SpanDecoder decoder, byte[] compressed, int start, out byte[] output)
    {
        (OperationStatus status, int consumed) = CodecLoops.Decompress(decoder, compressed.AsSpan(start), out output);
        return (status, start + consumed);
    }
}
