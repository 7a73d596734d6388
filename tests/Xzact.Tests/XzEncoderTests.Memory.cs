using Xzact.Coding;
using Xzact.Container;
using Xzact.Format;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;
using Xzact.Testing.Streams;

namespace Xzact.Tests;

/// <content>What encoding takes: objects, and large dictionaries.</content>
public sealed partial class XzEncoderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Nothing_is_allocated_by_calls_in_the_middle_of_a_block(int quality)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 400_000);
        byte[] output = new byte[XzEncoder.GetMaxCompressedLength(data.Length) + 100_000];
        using var encoder = new XzEncoder(quality, 16);
        const int Rounds = 6;
        for (int round = 0; round < Rounds; round++)
        {
            // The first round warms up; all begin behind the headers and stop before the end. A collection that
            // another thread begins makes the runtime count this one's unused memory, so that one round may go wrong.
            encoder.Reset();
            encoder.Compress(data.AsSpan(0, 1000), output, out int read, out int written, isFinalBlock: false);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int calls = 0;
            while (read < data.Length)
            {
                encoder.Compress(
                    data.AsSpan(read, Math.Min(449, data.Length - read)), output.AsSpan(written, 700),
                    out int consumed, out int count, isFinalBlock: false);
                read += consumed;
                written += count;
                if (++calls % 100 == 0)
                {
                    encoder.Flush(output.AsSpan(written), out count);
                    written += count;
                }
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.InRange(calls, 800, int.MaxValue);
            if (round > 0 && allocated == 0)
            {
                return;
            }

            Assert.True(round < Rounds - 1, $"{allocated} bytes in {calls} calls");
        }
    }

    /// <summary>
    /// The largest dictionary of an encoder, used from end to end: a match as far back as it reaches.
    /// </summary>
    [Fact(
        Explicit = true,
        DisplayName = "Long: a dictionary of 1.5 GiB; takes minutes and 18 GB of memory; run by name, --explicit only")]
    public void A_dictionary_of_1_5_GiB_is_used_from_end_to_end()
    {
        const uint Dictionary = 1536U << 20;
        const int Piece = 1 << 20;
        const long Gap = Dictionary - (2L * Piece);
        byte[] random = Corpus.Make(CorpusKind.Random, Piece);
        LzmaEncoderOptions options = LzmaEncoderOptions.Preset(1, extreme: false) with { DictionarySize = Dictionary };
        using var encoder = new StreamEncoder(new WorkAllocator(), options, [], CheckId.Crc64);
        var file = new MemoryStream();
        Feed(encoder, file, random, EncoderAction.Run);
        byte[] buffer = new byte[Piece];
        for (var gap = new PatternStream(Gap); gap.Position < Gap;)
        {
            Feed(encoder, file, buffer.AsSpan(0, gap.Read(buffer)), EncoderAction.Run);
        }

        long before = file.Length;
        Feed(encoder, file, random, EncoderAction.Finish);

        // The second piece is nothing but matches with the first one.
        Assert.InRange(file.Length - before, 0, Piece / 4);
        file.Position = 0;
        using var decoder = new XzStream(file, new XzDecompressionOptions());
        AssertNext(decoder, random);
        for (long position = 0; position < Gap; position += Piece)
        {
            AssertNext(decoder, PatternStream.Bytes(position, (int)Math.Min(Piece, Gap - position)));
        }

        AssertNext(decoder, random);
        Assert.Equal(-1, decoder.ReadByte());
    }

    private static void Feed(StreamEncoder encoder, MemoryStream file, ReadOnlySpan<byte> input, EncoderAction action)
    {
        byte[] room = new byte[1 << 16];
        CoderStatus status;
        Span<byte> output;
        do
        {
            output = room;
            status = encoder.Code(ref input, ref output, action);
            file.Write(room.AsSpan(0, room.Length - output.Length));
        }
        while (action == EncoderAction.Run ? !input.IsEmpty || output.IsEmpty : status != CoderStatus.End);
    }

    private static void AssertNext(Stream stream, ReadOnlySpan<byte> expected)
    {
        byte[] actual = new byte[expected.Length];
        stream.ReadExactly(actual);
        Assert.True(expected.SequenceEqual(actual));
    }
}
