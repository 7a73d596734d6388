using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Lzma2;
using Xzact.Matching;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Lzma2;

public sealed class Lzma2EncoderTests
{
    private const uint Small = 1 << 12;

    /// <summary>Every match finder, by its number, with either parser.</summary>
    public static TheoryData<int, bool> Finders { get; } = new MatrixTheoryData<int, bool>(
        Enum.GetValues<MatchFinderKind>().Cast<int>(), [false, true]);

    [Theory]
    [MemberData(nameof(Finders))]
    public void What_is_flushed_at_random_places_comes_back_and_so_does_what_follows(int kind, bool optimal)
    {
        foreach (CorpusKind corpus in (CorpusKind[])[CorpusKind.FewLetters, CorpusKind.RepeatedRandom, CorpusKind.Text])
        {
            for (int run = 0; run < 6; run++)
            {
                var random = new Random(run);
                byte[] data = Corpus.Make(corpus, 40_000, seed: run);
                LzmaEncoderOptions options = CoderLoops.Options(
                    1 << 16, optimal, (MatchFinderKind)kind, niceLength: 8 + random.Next(266));
                using var encoder = new Lzma2Encoder(new WorkAllocator(), options);
                using var decoder = new Lzma2Decoder(new WorkAllocator(), options.DictionarySize);
                var compressed = new MemoryStream();
                int position = 0;
                while (position < data.Length)
                {
                    int size = Math.Min(1 + random.Next(1 << random.Next(12)), data.Length - position);
                    compressed.SetLength(0);
                    CoderLoops.Run(encoder, data.AsSpan(position, size), EncoderAction.SyncFlush, compressed);
                    Assert.Equal(CoderStatus.More, CoderLoops.Decode(decoder, compressed.ToArray(), out byte[] output));
                    Assert.True(
                        data.AsSpan(position, size).SequenceEqual(output), $"{corpus}, run {run}, at byte {position}");
                    position += size;
                }

                compressed.SetLength(0);
                CoderLoops.Run(encoder, [], EncoderAction.Finish, compressed);
                Assert.Equal([0], compressed.ToArray());
            }
        }
    }

    [Fact]
    public void A_chunk_that_is_stored_leaves_no_symbols_behind_wherever_the_data_ends()
    {
        // Copies of three bytes that cost what they save: such a chunk is given up with symbols already chosen.
        byte[] data = Corpus.Make(CorpusKind.Random, 70_000, seed: 9);
        var random = new Random(9);
        for (int i = 40_000; i + 3 < data.Length; i += 3 + random.Next(6))
        {
            data.AsSpan(random.Next(i - 3), 3).CopyTo(data.AsSpan(i));
        }

        LzmaEncoderOptions options = CoderLoops.Options(1 << 17, niceLength: 273, depth: 1000);
        using var encoder = new Lzma2Encoder(new WorkAllocator(), options);
        for (int length = 64_000; length < 66_000; length += 61)
        {
            encoder.Reset();
            byte[] compressed = CoderLoops.Encode(encoder, data.AsSpan(0, length));
            Assert.True(
                data.AsSpan(0, length).SequenceEqual(CoderLoops.Decode(1 << 17, compressed)), $"{length} bytes");
        }
    }

    [Theory]
    [MemberData(nameof(Finders))]
    public void Tiny_dictionaries_and_much_data_come_back_here_and_in_liblzma(int kind, bool optimal)
    {
        foreach (uint dictionarySize in (uint[])[Small, Small + (Small / 2), 1 << 16])
        {
            byte[] data = Corpus.Make(CorpusKind.Mixed, 700_000, seed: (int)dictionarySize);
            LzmaEncoderOptions options = CoderLoops.Options(
                dictionarySize, optimal, (MatchFinderKind)kind, niceLength: 40, depth: 12);
            byte[] compressed = CoderLoops.Encode(options, data);
            Assert.True(data.AsSpan().SequenceEqual(CoderLoops.Decode(dictionarySize, compressed)));
            LiblzmaFilter reference = LiblzmaFilter.Lzma2(new LzmaSettings(0) { DictionarySize = dictionarySize });
            LiblzmaResult theirs = SystemLiblzma.RawDecode(compressed, reference);
            Assert.Equal(LiblzmaStatus.StreamEnd, theirs.Status);
            Assert.True(data.AsSpan().SequenceEqual(theirs.Output));
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(4, 0, 4)]
    [InlineData(0, 4, 0)]
    [InlineData(1, 3, 3)]
    [InlineData(3, 1, 2)]
    public void Every_kind_of_properties_is_understood_by_liblzma(int lc, int lp, int pb)
    {
        byte[] data = Corpus.Make(CorpusKind.Mixed, 200_000, seed: lc + (10 * lp));
        foreach (bool optimal in (bool[])[false, true])
        {
            LzmaEncoderOptions options = CoderLoops.Options(1 << 15, optimal) with
            {
                Properties = new LzmaProperties(lc, lp, pb),
            };
            byte[] compressed = CoderLoops.Encode(options, data);
            Assert.True(data.AsSpan().SequenceEqual(CoderLoops.Decode(1 << 15, compressed)));
            LiblzmaFilter reference = LiblzmaFilter.Lzma2(new LzmaSettings(0) { DictionarySize = 1 << 15 });
            Assert.True(data.AsSpan().SequenceEqual(SystemLiblzma.RawDecode(compressed, reference).Output));
        }
    }

    [Fact]
    public void Data_that_does_not_shrink_is_stored_with_three_bytes_a_chunk()
    {
        byte[] data = Corpus.Make(CorpusKind.Random, 500_000);
        byte[] compressed = CoderLoops.Encode(CoderLoops.Options(1 << 16), data);
        Assert.InRange(compressed.Length, data.Length + 1, data.Length + (9 * 2 * 3) + 1);
    }

    [Fact]
    public void Long_runs_fill_chunks_up_to_two_mebibytes()
    {
        byte[] data = new byte[(1 << 22) + 12_345];
        byte[] compressed = CoderLoops.Encode(CoderLoops.Options(1 << 12, optimal: false), data);
        Assert.InRange(compressed.Length, 1, 2000);
        Assert.True(data.AsSpan().SequenceEqual(CoderLoops.Decode(1 << 12, compressed)));
        int uncompressed = (((compressed[0] & 0x1F) << 16) | (compressed[1] << 8) | compressed[2]) + 1;
        Assert.InRange(uncompressed, (1 << 21) - 273, 1 << 21);
    }

    [Fact]
    public void An_empty_input_is_one_end_byte() =>
        Assert.Equal([0], CoderLoops.Encode(CoderLoops.Options(Small), []));

    /// <summary>What a look at a sample would take for incompressible, and how much larger than liblzma's it may
    /// get.</summary>
    public static TheoryData<string, int, double> Incompressible { get; } = new()
    {
        { "random", 6, 1.0001 },
        { "random", 1, 1.0001 },
        { "random, again and again", 6, 1.01 },
        { "random, again and again", 1, 1.01 },
        { "random and text in turn", 6, 1.001 },
        { "random and text in turn", 1, 1.001 },
        { "the same picture twice", 6, 1.002 },
        { "the same picture twice", 1, 1.002 },
    };

    [Theory]
    [MemberData(nameof(Incompressible))]
    public void What_looks_random_is_stored_and_still_remembered(string name, int preset, double most)
    {
        byte[] data = MakeIncompressible(name);
        LzmaEncoderOptions options = LzmaEncoderOptions.Preset(preset, extreme: false);
        byte[] ours = CoderLoops.Encode(options, data);
        byte[] theirs = SystemLiblzma.RawEncode(
            data, LiblzmaFilter.Lzma2(new LzmaSettings(Preset: (uint)preset))).Output;
        Assert.True(ours.Length <= theirs.Length * most, $"{ours.Length} bytes, liblzma {theirs.Length}");
        Assert.True(data.AsSpan().SequenceEqual(CoderLoops.Decode(options.DictionarySize, ours)));
        LiblzmaResult back = SystemLiblzma.RawDecode(
            ours, LiblzmaFilter.Lzma2(new LzmaSettings(Preset: (uint)preset)));
        Assert.True(data.AsSpan().SequenceEqual(back.Output));
    }

    [Theory]
    [MemberData(nameof(Finders))]
    public void How_the_input_is_cut_does_not_decide_what_is_stored(int kind, bool optimal)
    {
        byte[] data = MakeIncompressible("random and text in turn")[..300_000];
        LzmaEncoderOptions options = CoderLoops.Options(1 << 17, optimal, (MatchFinderKind)kind, niceLength: 64);
        byte[] whole = CoderLoops.Encode(options, data);
        using var encoder = new Lzma2Encoder(new WorkAllocator(), options);
        foreach (int size in (int[])[997, 4096, 5000, 70_001])
        {
            encoder.Reset();
            byte[] pieces = CoderLoops.Encode(encoder, data, inputSize: size);
            Assert.True(whole.AsSpan().SequenceEqual(pieces), $"pieces of {size} bytes");
        }
    }

    [Fact]
    public void No_data_takes_more_than_is_promised_not_even_if_every_piece_ends_a_chunk()
    {
        // Pieces that are random, and pieces that are not quite but too nearly so to get smaller.
        const int Piece = 1 << 12;
        var random = new Random(7);
        byte[] data = [.. Enumerable.Range(0, 60 * Piece).Select(i =>
            (byte)random.Next(i / Piece % 2 == 0 ? 0 : 3, 256))];
        foreach (int preset in (int[])[1, 6])
        {
            byte[] encoded = CoderLoops.Encode(LzmaEncoderOptions.Preset(preset, extreme: false), data);
            Assert.InRange(encoded.Length, data.Length, Lzma2Encoder.MaxCompressedSize(data.Length));
        }
    }

    private static byte[] MakeIncompressible(string name)
    {
        const int Piece = 1 << 16;
        byte[] random = Corpus.Make(CorpusKind.Random, 4 * Piece, seed: 3);
        byte[] text = Corpus.Make(CorpusKind.Text, 4 * Piece, seed: 4);
        switch (name)
        {
            case "random":
                return random;
            case "random, again and again":
                return [.. Enumerable.Repeat(random, 8).SelectMany(part => part)];
            case "random and text in turn":
                return [.. Enumerable.Range(0, 4).SelectMany(i =>
                    random.Skip(i * Piece).Take(Piece).Concat(text.Skip(i * Piece).Take(Piece)))];
            default:
                // As the bits of a picture: nearly random, a byte of ones never without a zero behind it.
                byte[] picture = [.. random.SelectMany(value => value == 0xFF ? (byte[])[0xFF, 0] : [value])];
                return [.. text.Take(1536), .. picture, .. text.Skip(2000).Take(1111), .. picture, .. new byte[1024]];
        }
    }
}
