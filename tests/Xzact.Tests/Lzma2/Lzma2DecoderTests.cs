using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma2;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Lzma2;

public sealed class Lzma2DecoderTests
{
    /// <summary>
    /// "ab" as an LZMA chunk with everything reset: control, sizes, properties 3/0/2, range coded data.
    /// </summary>
    private static readonly byte[] s_chunk = LzmaChunk("ab"u8);

    [Theory]
    [InlineData(0x02)]
    [InlineData(0x80)]
    [InlineData(0xA0)]
    [InlineData(0xC0)]
    [InlineData(0xDF)]
    [InlineData(0x03)]
    [InlineData(0x7F)]
    public void The_first_chunk_must_reset_the_dictionary(byte control) => AssertFails([control, 0, 0, 0, 9, 93], 0);

    [Theory]
    [InlineData(0x03)]
    [InlineData(0x10)]
    [InlineData(0x7F)]
    public void Control_bytes_without_a_meaning_are_refused_anywhere(byte control) =>
        AssertFails([1, 0, 0, (byte)'x', control, 0, 0], 4);

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xA0)]
    [InlineData(0xBF)]
    public void After_a_stored_chunk_with_a_reset_new_properties_are_needed(byte control) =>
        AssertFails([1, 0, 0, (byte)'x', control, 0, 0, 0, 9], 4);

    [Theory]
    [InlineData(225)]
    [InlineData(4 + (9 * 1))]
    [InlineData(8)]
    [InlineData(255)]
    public void Properties_out_of_range_are_refused(byte properties) => AssertFails([0xE0, 0, 0, 0, 9, properties], 5);

    [Fact]
    public void Stored_chunks_follow_one_another_and_reset_the_dictionary_or_not()
    {
        byte[] data = [1, 0, 1, 10, 11, 2, 0, 0, 12, 1, 0, 0, 13, 2, 0, 2, 14, 15, 16, 0];
        for (int size = 1; size <= data.Length; size++)
        {
            using var decoder = new Lzma2Decoder(new WorkAllocator(), 4096);
            Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, data, out byte[] output, size, 1 + (size % 3)));
            Assert.Equal([10, 11, 12, 13, 14, 15, 16], output);
        }
    }

    [Fact]
    public void A_dictionary_reset_makes_what_was_before_unreachable()
    {
        // A chunk that repeats an earlier byte decodes behind that byte and fails behind a reset.
        byte[] text = Corpus.Make(CorpusKind.Text, 500);
        byte[] compressed = SystemLiblzma.RawEncode([.. text, .. text], SmallFiles.Lzma2(6)).Output;
        Assert.Equal([.. text, .. text], CoderLoops.Decode(4096, compressed));
        byte[] afterAnother = [1, 0, 0, 7, .. compressed];
        Assert.Equal([7, .. text, .. text], CoderLoops.Decode(4096, afterAnother));
        byte[] withoutReset = [1, 0, 0, 7, .. compressed];
        withoutReset[4] -= 0x20;
        using var decoder = new Lzma2Decoder(new WorkAllocator(), 4096);
        CoderLoops.Decode(decoder, withoutReset, out byte[] other);
        Assert.Equal(SystemLiblzma.RawDecode(withoutReset, SmallFiles.Lzma2(6)).Output, other);
    }

    [Fact]
    public void State_resets_and_new_properties_in_mid_data_are_obeyed()
    {
        // Chunks of independent data with other properties, joined without resetting the dictionary.
        var joined = new MemoryStream();
        var expected = new MemoryStream();
        var random = new Random(2);
        for (int i = 0; i < 40; i++)
        {
            byte[] data = Corpus.Make(CorpusKind.FewLetters, 1 + random.Next(3000), i);
            var settings = new LzmaSettings(6) { DictionarySize = 4096, Lc = 0, Lp = 0, Pb = random.Next(5) };
            byte[] chunk = SystemLiblzma.RawEncode(data, LiblzmaFilter.Lzma2(settings)).Output[..^1];
            if (i > 0 && chunk[0] >= 0xE0)
            {
                chunk[0] -= 0x20;
            }

            joined.Write(chunk);
            expected.Write(data);
        }

        joined.WriteByte(0);
        LiblzmaResult theirs = SystemLiblzma.RawDecode(joined.ToArray(), SmallFiles.Lzma2(6));
        foreach (int size in (int[])[int.MaxValue, 1, 37])
        {
            using var decoder = new Lzma2Decoder(new WorkAllocator(), 4096);
            CoderStatus status = CoderLoops.Decode(decoder, joined.ToArray(), out byte[] output, size, 301);
            Assert.Equal(theirs.Status == LiblzmaStatus.StreamEnd, status == CoderStatus.End);
            Assert.Equal(theirs.Output, output);
        }
    }

    [Fact]
    public void A_chunk_must_end_where_both_its_sizes_say()
    {
        Assert.Equal([.. "ab"u8], CoderLoops.Decode(4096, [.. s_chunk, 0]));
        for (int change = -1; change <= 1; change += 2)
        {
            byte[] uncompressed = [.. s_chunk, 0, 0, 0];
            uncompressed[2] = (byte)(uncompressed[2] + change);
            AssertFails(uncompressed);
            byte[] compressed = [.. s_chunk, 0, 0, 0];
            compressed[4] = (byte)(compressed[4] + change);
            AssertFails(compressed);
        }
    }

    [Fact]
    public void The_first_byte_of_range_coded_data_is_zero()
    {
        byte[] damaged = [.. s_chunk];
        damaged[6] = 1;
        AssertFails(damaged, 6);
        byte[] ones = [.. s_chunk];
        ones.AsSpan(7, 4).Fill(0xFF);
        AssertFails(ones);
    }

    private static byte[] LzmaChunk(ReadOnlySpan<byte> data)
    {
        // liblzma stores what is so short; so it is encoded with the model, which has tests of its own.
        var output = new Xzact.Lzma.RangeEncoder(100);
        using var model = new Xzact.Lzma.LzmaModelEncoder(
            new WorkAllocator(), Xzact.Lzma.LzmaProperties.Default, 4096, 32, priced: false);
        output.Reset();
        model.Reset();
        for (int i = 0; i < data.Length; i++)
        {
            model.EncodeLiteral(output, 0, i, data[i], i > 0 ? data[i - 1] : (byte)0, 0);
        }

        output.Finish();
        return [0xE0, 0, (byte)(data.Length - 1), 0, (byte)(output.Bytes.Length - 1), 93, .. output.Bytes];
    }

    private static void AssertFails(byte[] data, long? offset = null)
    {
        for (int size = 1; size <= data.Length; size++)
        {
            using var decoder = new Lzma2Decoder(new WorkAllocator(), 4096);
            Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(decoder, data, out _, size));
            Assert.Equal(XzError.DataCorrupt, decoder.Failure!.Error);
            Assert.Equal(offset ?? decoder.Failure.Offset, decoder.Failure.Offset);
        }
    }
}
