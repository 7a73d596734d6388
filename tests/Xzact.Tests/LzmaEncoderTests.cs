using System.Buffers;
using System.Buffers.Binary;
using Xzact.Testing.Contracts;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests;

public sealed class LzmaEncoderTests : CodecContractTests<LzmaAdapter>
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Mixed, 90_000, seed: 12);

    /// <summary>LZMA1 cannot be flushed: what comes out is a part of the whole, and the end brings the rest.</summary>
    [Theory]
    [InlineData(1 << 16)]
    [InlineData(1)]
    public override void Everything_flushed_decodes_and_more_can_follow(int outputSize)
    {
        using SpanEncoder encoder = Codec.CreateEncoder(3);
        using var result = new MemoryStream();
        int position = 0;
        foreach (int size in (int[])[1, 0, 10, 5000, 70_000, 3])
        {
            CodecLoops.Feed(encoder, s_data.AsSpan(position, size), result, outputSize);
            CodecLoops.Flush(encoder, result, outputSize);
            position += size;
        }

        Assert.True(result.Length > 1000);
        result.Write(CodecLoops.Compress(encoder, s_data.AsSpan(position), outputSize: outputSize));
        AssertDecodes(s_data, result.ToArray());
        encoder.Reset();
        Assert.Equal(CodecLoops.Compress(encoder, s_data), result.ToArray());
    }

    [Theory]
    [ClassData(typeof(CorpusKinds))]
    public void Liblzma_decodes_what_is_encoded_and_what_it_encodes_is_decoded(CorpusKind kind)
    {
        var random = new Random(31);
        for (int run = 0; run < 12; run++)
        {
            byte[] data = Corpus.Make(kind, random.Next(run == 0 ? 1 : 30_000), seed: run);
            (LzmaOptions options, LzmaSettings settings) = RandomOptions(random);
            bool knowsSize = run % 3 == 0;
            byte[] file = Encode(new LzmaEncoder(options), data, knowsSize);
            Assert.Equal(
                knowsSize ? (ulong)data.Length : ulong.MaxValue,
                BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(5)));
            AssertSame(data, SystemLiblzma.AloneDecode(file));
            AssertSame(data, SystemLiblzma.AutoDecode(file, LiblzmaDecoderOptions.Concatenated));
            AssertDecodes(data, file);
            AssertDecodes(data, SystemLiblzma.AloneEncode(data, LiblzmaFilter.Lzma1(settings)).Output);
        }
    }

    [Theory]
    [InlineData(LzmaDataFormat.RawLzma1)]
    [InlineData(LzmaDataFormat.RawLzma2)]
    public void Raw_data_goes_both_ways_between_here_and_liblzma_with_any_options(LzmaDataFormat format)
    {
        var random = new Random(32);
        for (int run = 0; run < 60; run++)
        {
            byte[] data = Corpus.Make(Corpus.Kinds[run % Corpus.Kinds.Count], random.Next(20_000), seed: run);
            (LzmaOptions options, LzmaSettings settings) = RandomOptions(random);
            LiblzmaFilter filter = format == LzmaDataFormat.RawLzma1
                ? LiblzmaFilter.Lzma1(settings)
                : LiblzmaFilter.Lzma2(settings);
            if (run % 2 == 0)
            {
                byte[] history = Corpus.Make(CorpusKind.Text, 1 + random.Next(4096), seed: run + 1);
                data = [.. data, .. history.AsSpan(history.Length / 2)];
                options.PresetDictionary = history;
                filter = filter.WithPresetDictionary(history);
            }

            bool knowsSize = format == LzmaDataFormat.RawLzma1 && run % 3 == 0;
            byte[] ours = Encode(new LzmaEncoder(options, format), data, knowsSize);
            LiblzmaFilter reader = knowsSize ? filter.WithSize(data.Length, mayHaveMarker: false) : filter;
            AssertSame(data, SystemLiblzma.RawDecode(ours, reader));
            AssertRaw(data, ours, options, format, knowsSize ? data.Length : -1);
            byte[] theirs = SystemLiblzma.RawEncode(data, reader).Output;
            AssertRaw(data, theirs, options, format, knowsSize ? data.Length : -1);
        }
    }

    [Fact]
    public void The_size_of_the_result_is_about_that_of_liblzma()
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 400_000, seed: 2);
        foreach (int quality in (int[])[0, 2, 4, 6])
        {
            long ours = Encode(new LzmaEncoder(quality), data, false).Length;
            long theirs = SystemLiblzma.AloneEncode(
                data, LiblzmaFilter.Lzma1(new LzmaSettings((uint)quality))).Output.Length;
            Assert.InRange(ours, theirs * 97 / 100, theirs * 103 / 100);
        }
    }

    [Fact]
    public void The_header_has_a_dictionary_size_that_is_taken_for_one_and_is_not_smaller()
    {
        foreach ((long wanted, uint written) in ((long, uint)[])
            [
                (4096, 4096), (4097, 6144), (6144, 6144), (6145, 8192), (1 << 23, 1 << 23), ((1 << 23) + 1, 3 << 22),
            ])
        {
            byte[] file = Encode(new LzmaEncoder(new LzmaOptions(0) { DictionarySize = wanted }), s_data, false);
            Assert.Equal(written, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(1)));
            AssertSame(s_data, SystemLiblzma.AutoDecode(file));
        }
    }

    [Theory]
    [InlineData(89_999)]
    [InlineData(0)]
    public void More_data_than_announced_is_refused(int announced)
    {
        using var encoder = new LzmaEncoder(0);
        encoder.SetSourceLength(announced);
        byte[] room = new byte[100_000];
        Assert.Equal(OperationStatus.InvalidData, encoder.Compress(s_data, room, out int consumed, out _, true));
        Assert.Equal((XzError.SourceLengthMismatch, 0), (encoder.Error, consumed));
        encoder.Reset();
        Assert.Equal(XzError.None, encoder.Error);
        Assert.Equal(OperationStatus.Done, encoder.Compress(s_data, room, out _, out _, true));
    }

    [Fact]
    public void Less_data_than_announced_is_refused_at_the_end()
    {
        using var encoder = new LzmaEncoder(0);
        encoder.SetSourceLength(s_data.Length + 1);
        byte[] room = new byte[100_000];
        Assert.Equal(OperationStatus.Done, encoder.Compress(s_data, room, out _, out _, isFinalBlock: false));
        Assert.Equal(OperationStatus.InvalidData, encoder.Compress([], room, out _, out int written, true));
        Assert.Equal((XzError.SourceLengthMismatch, 0), (encoder.Error, written));
        Assert.Throws<InvalidOperationException>(() => encoder.SetSourceLength(5));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => encoder.SetSourceLength(-1));
    }

    [Fact]
    public void Options_that_cannot_be_are_refused()
    {
        var sum = new LzmaOptions { LiteralContextBits = 3, LiteralPositionBits = 2 };
        var preset = new LzmaOptions { PresetDictionary = new byte[5] };
        var large = new LzmaOptions { DictionarySize = LzmaOptions.MaxEncoderDictionarySize + 1 };
        Assert.Throws<ArgumentNullException>("options", () => new LzmaEncoder(null!));
        Assert.Throws<ArgumentException>("options", () => new LzmaEncoder(sum));
        Assert.Throws<ArgumentException>("options", () => new LzmaEncoder(preset));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => new LzmaEncoder(large));
        Assert.Throws<ArgumentOutOfRangeException>("format", () => new LzmaEncoder(new(), (LzmaDataFormat)3));
    }

    private static byte[] Encode(LzmaEncoder encoder, byte[] data, bool knowsSize)
    {
        using (encoder)
        {
            if (knowsSize)
            {
                encoder.SetSourceLength(data.Length);
            }

            return CodecLoops.Compress(LzmaAdapter.Wrap(encoder), data, 7001, 4099);
        }
    }

    private static void AssertRaw(
        byte[] data, byte[] coded, LzmaOptions options, LzmaDataFormat format, long length)
    {
        using var decoder = new LzmaDecoder(options, format, length);
        (OperationStatus status, int consumed) = CodecLoops.Decompress(
            LzmaAdapter.Wrap(decoder), coded, out byte[] decoded, 999, 1000);
        Assert.Equal((OperationStatus.Done, coded.Length), (status, consumed));
        Assert.Equal(data, decoded);
    }

    private static void AssertSame(byte[] data, LiblzmaResult result)
    {
        Assert.Equal(LiblzmaStatus.StreamEnd, result.Status);
        Assert.Equal(data, result.Output);
    }

    private static (LzmaOptions Ours, LzmaSettings Theirs) RandomOptions(Random random)
    {
        int lc = random.Next(5);
        LzmaMatchFinder[] finders = Enum.GetValues<LzmaMatchFinder>();
        var ours = new LzmaOptions(random.Next(10))
        {
            DictionarySize = 4096 + (random.Next(4) * 16 * random.Next(3000)),
            LiteralContextBits = lc,
            LiteralPositionBits = random.Next(5 - lc),
            PositionBits = random.Next(5),
            NiceLength = 5 + random.Next(269),
            Mode = random.Next(2) == 0 ? LzmaMode.Fast : LzmaMode.Normal,
            MatchFinder = finders[random.Next(finders.Length)],
            Depth = random.Next(20),
        };
        return (ours, new LzmaSettings(6)
        {
            DictionarySize = (uint)ours.DictionarySize,
            Lc = lc,
            Lp = ours.LiteralPositionBits,
            Pb = ours.PositionBits,
            NiceLength = ours.NiceLength,
            Mode = (int)ours.Mode,
            MatchFinder = (int)ours.MatchFinder,
            Depth = ours.Depth,
        });
    }
}
