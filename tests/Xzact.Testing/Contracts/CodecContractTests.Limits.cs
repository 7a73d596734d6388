using System.Buffers;
using Xunit;
using Xzact.Testing.Data;

namespace Xzact.Testing.Contracts;

/// <summary>Arguments, bounds, damage, and what a call costs.</summary>
public abstract partial class CodecContractTests<TAdapter>
{
    [Fact]
    public void A_quality_out_of_range_is_refused_by_its_name()
    {
        foreach (int quality in (int[])[int.MinValue, Codec.Quality.Min - 1, Codec.Quality.Max + 1, int.MaxValue])
        {
            byte[] room = new byte[100];
            Assert.Throws<ArgumentOutOfRangeException>("quality", () => Codec.CreateEncoder(quality));
            Assert.Throws<ArgumentOutOfRangeException>("quality", () => Codec.CreateEncoder(quality, 0));
            Assert.Throws<ArgumentOutOfRangeException>("quality", () => Codec.TryCompress([], room, out _, quality));
            Assert.Throws<ArgumentOutOfRangeException>("quality", () => Codec.TryCompress([], room, out _, quality, 0));
        }
    }

    [Fact]
    public void A_window_out_of_range_is_refused_by_its_name()
    {
        (int min, int max) = Codec.WindowLog2;
        foreach (int window in (int[])[int.MinValue, -1, 1, min - 1, max + 1, int.MaxValue])
        {
            byte[] room = new byte[100];
            Assert.Throws<ArgumentOutOfRangeException>("windowLog2", () => Codec.CreateEncoder(1, window));
            Assert.Throws<ArgumentOutOfRangeException>(
                "windowLog2", () => Codec.TryCompress([], room, out _, 1, window));
        }

        foreach (int window in (int[])[int.MinValue, -1, 1, min - 1, 33, int.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>("maxWindowLog2", () => Codec.CreateDecoder(window));
        }
    }

    [Fact]
    public void A_length_out_of_range_is_refused_by_its_name()
    {
        foreach (long length in (long[])[long.MinValue, -1, int.MinValue, long.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>("inputLength", () => Codec.GetMaxCompressedLength(length));
        }
    }

    [Fact]
    public void A_dictionary_opens_with_its_own_limit_and_not_with_a_smaller_one()
    {
        byte[] destination = new byte[Codec.GetMaxCompressedLength(s_sample.Length)];
        foreach (int window in (int[])[13, 16, 20, 23])
        {
            Assert.True(Codec.TryCompress(s_sample, destination, out int written, 0, window));
            foreach (int limit in (int[])[0, window, window + 1, 32])
            {
                using SpanDecoder enough = Codec.CreateDecoder(limit);
                var (status, _) = CodecLoops.Decompress(enough, destination.AsSpan(0, written), out byte[] output);
                Assert.Equal(OperationStatus.Done, status);
                Assert.Equal(s_sample, output);
            }

            using SpanDecoder less = Codec.CreateDecoder(window - 1);
            var (refused, _) = CodecLoops.Decompress(less, destination.AsSpan(0, written), out byte[] nothing);
            Assert.Equal(OperationStatus.InvalidData, refused);
            Assert.Empty(nothing);
        }
    }

    [Theory]
    [ClassData(typeof(CorpusKinds))]
    public void The_largest_compressed_length_is_never_exceeded(CorpusKind kind)
    {
        long last = 0;
        foreach (int length in (int[])[0, 1, 2, 3, 4, 5, 100, 4095, 32_768, 65_535, 65_536, 65_537, 70_000, 140_000])
        {
            long bound = Codec.GetMaxCompressedLength(length);
            Assert.InRange(bound, last, Codec.MostGrowth(length));
            last = bound;
            foreach (int quality in (int[])[0, 1, 4, 6])
            {
                byte[] data = Corpus.Make(kind, length, seed: quality);
                Assert.True(Codec.TryCompress(data, new byte[bound], out _, quality, 16));
            }
        }
    }

    [Theory]
    [ClassData(typeof(CorpusKinds))]
    public void The_bytes_do_not_depend_on_how_input_and_output_are_cut(CorpusKind kind)
    {
        byte[] data = Corpus.Make(kind, 150_000 / Codec.LengthDivisor, seed: 5);
        foreach (int quality in (int[])[0, 2, 5])
        {
            using SpanEncoder encoder = Codec.CreateEncoder(quality, 16);
            byte[] expected = CodecLoops.Compress(encoder, data);
            AssertDecodes(data, expected);
            foreach ((int input, int output) in ((int, int)[])[(1, 1 << 16), (int.MaxValue, 1), (7, 13), (4099, 61)])
            {
                encoder.Reset();
                Assert.Equal(expected, CodecLoops.Compress(encoder, data, input, output));
            }
        }
    }

    [Theory]
    [ClassData(typeof(CorpusKinds))]
    public void Decoding_does_not_depend_on_how_input_and_output_are_cut(CorpusKind kind)
    {
        byte[] data = Corpus.Make(kind, 60_000 / Codec.LengthDivisor, seed: 6);
        byte[] compressed = Compressed(data);
        using SpanDecoder decoder = Codec.CreateDecoder();
        foreach (int input in (int[])[int.MaxValue, 1, 2, 19, 20, 21, 39, 40, 41, 333])
        {
            foreach (int output in (int[])[1 << 16, 1, 2, 3, 272, 273, 274, 5000])
            {
                decoder.Reset();
                var (status, consumed) = CodecLoops.Decompress(decoder, compressed, out byte[] actual, input, output);
                Assert.Equal((OperationStatus.Done, compressed.Length), (status, consumed));
                Assert.True(data.AsSpan().SequenceEqual(actual), $"pieces of {input} and {output}");
            }
        }
    }

    [Fact]
    public void Truncated_data_is_never_done()
    {
        byte[] data = s_sample[..1500];
        byte[] compressed = Compressed(data);
        using SpanDecoder decoder = Codec.CreateDecoder();
        for (int length = 0; length < compressed.Length; length++)
        {
            foreach (int input in (int[])[int.MaxValue, 1])
            {
                decoder.Reset();
                ReadOnlySpan<byte> part = compressed.AsSpan(0, length);
                var (status, _) = CodecLoops.Decompress(decoder, part, out byte[] output, input);
                Assert.Equal(OperationStatus.NeedMoreData, status);
                Assert.True(data.AsSpan().StartsWith(output));
            }
        }
    }

    [Fact]
    public void Damage_is_reported_before_the_end_and_on_every_call_after_it()
    {
        byte[] data = s_sample[..700];
        byte[] compressed = Compressed(data);
        using SpanDecoder decoder = Codec.CreateDecoder();
        byte[] destination = new byte[10_000];
        for (int bit = 0; bit < compressed.Length * 8; bit += 3)
        {
            if (!Codec.IsProtected(bit / 8))
            {
                continue;
            }

            byte[] damaged = [.. compressed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            decoder.Reset();
            var (status, consumed) = CodecLoops.Decompress(decoder, damaged, out _);
            Assert.True(status != OperationStatus.Done, $"Bit {bit} of {8 * compressed.Length} was changed unnoticed.");
            for (int call = 0; status == OperationStatus.InvalidData && call < 3; call++)
            {
                OperationStatus again = decoder.Decompress(
                    damaged.AsSpan(consumed), destination, out _, out int written);
                Assert.Equal((OperationStatus.InvalidData, 0), (again, written));
            }

            Assert.False(Codec.TryDecompress(damaged, destination, out int counted));
            Assert.Equal(0, counted);
        }
    }

    [Fact]
    public void What_follows_the_end_is_not_touched()
    {
        byte[] compressed = [.. Compressed(s_sample), 1, 2, 3];
        using SpanDecoder decoder = Codec.CreateDecoder();
        var (status, consumed) = CodecLoops.Decompress(decoder, compressed, out byte[] output);
        Assert.Equal((OperationStatus.Done, compressed.Length - 3), (status, consumed));
        Assert.Equal(s_sample, output);
        Assert.Equal(
            OperationStatus.Done, decoder.Decompress(compressed.AsSpan(^3), new byte[9], out consumed, out int more));
        Assert.Equal((0, 0), (consumed, more));
        Assert.False(Codec.TryDecompress(compressed, new byte[s_sample.Length + 9], out more));
        Assert.Equal(0, more);
    }

    [Fact]
    public void Input_after_the_final_block_is_refused_and_never_lost_in_silence()
    {
        using SpanEncoder encoder = Codec.CreateEncoder();
        AssertDecodes(s_sample, CodecLoops.Compress(encoder, s_sample));
        byte[] room = new byte[100];
        Assert.Equal(OperationStatus.Done, encoder.Compress([], room, out _, out int written, isFinalBlock: true));
        Assert.Equal(0, written);
        Assert.Equal(OperationStatus.InvalidData, encoder.Compress([1], room, out int consumed, out written, false));
        Assert.Equal((0, 0), (consumed, written));
    }

    [Fact]
    public void An_end_that_was_begun_is_finished_and_nothing_is_put_before_it_or_lost_in_silence()
    {
        using SpanEncoder encoder = Codec.CreateEncoder();
        byte[] room = new byte[64];
        using var result = new MemoryStream();
        byte[] source = s_sample[..5000];
        OperationStatus status = encoder.Compress(source, room, out int consumed, out int written, isFinalBlock: true);
        Assert.Equal((OperationStatus.DestinationTooSmall, source.Length), (status, consumed));
        for (int call = 0; status == OperationStatus.DestinationTooSmall; call++)
        {
            Assert.InRange(call, 0, 6000);
            result.Write(room, 0, written);
            status = encoder.Compress([1], room, out consumed, out written, isFinalBlock: call % 2 == 0);
            Assert.Equal(0, consumed);
        }

        Assert.Equal(OperationStatus.InvalidData, status);
        result.Write(room, 0, written);
        AssertDecodes(source, result.ToArray());
    }

    [Fact]
    public void Calls_do_not_allocate_once_a_codec_has_warmed_up()
    {
        byte[] compressed = Compressed(s_sample);
        byte[] destination = new byte[Codec.GetMaxCompressedLength(s_sample.Length)];
        using SpanEncoder encoder = Codec.CreateEncoder(6);
        using SpanDecoder decoder = Codec.CreateDecoder();
        for (int run = 0; ; run++)
        {
            decoder.Decompress(compressed.AsSpan(0, 1000), destination, out int consumed, out _);
            encoder.Compress(s_sample.AsSpan(0, 1000), destination, out _, out _, isFinalBlock: false);
            long before = GC.GetAllocatedBytesForCurrentThread();
            encoder.Compress(s_sample.AsSpan(1000), destination, out _, out _, isFinalBlock: false);
            encoder.Flush(destination, out _);
            decoder.Decompress(compressed.AsSpan(consumed), destination, out _, out _);
            encoder.Reset();
            decoder.Reset();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (run > 0)
            {
                Assert.Equal(0, allocated);
                return;
            }
        }
    }
}
