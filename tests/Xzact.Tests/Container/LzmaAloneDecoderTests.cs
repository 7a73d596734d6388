using System.Buffers.Binary;
using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Drivers;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Container;

public sealed class LzmaAloneDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Mixed, 70_000);

    [Fact]
    public void Files_cut_at_every_length_and_with_any_one_bit_changed_are_judged_as_liblzma_judges_them() =>
        SmallFileRuns.VerifyLzma();

    [Fact]
    public void Headers_are_judged_as_liblzma_judges_them()
    {
        using var careful = new AutoDecoder(new WorkAllocator(), Judge.Limits, FileFormats.All);
        using LzmaAloneDecoder lenient = Decoder(Judge.Limits);
        lenient.SingleStream = true;
        var detected = new FormatDifferential(careful, file =>
            SystemLiblzma.AutoDecode(file, LiblzmaDecoderOptions.Concatenated, Judge.TheirMemoryLimit));
        var forced = new FormatDifferential(lenient, Theirs);
        byte[] known = SmallLzmaFiles.WithSize(SmallLzmaFiles.Alone("abc"u8), 3);
        byte[] unknown = SmallLzmaFiles.Alone("abc"u8);
        for (int properties = 0; properties < 256; properties++)
        {
            byte[] changed = [.. unknown];
            changed[0] = (byte)properties;
            forced.Compare($"properties {properties}", changed);
            if (properties is not (0xFD or 0x4C))
            {
                detected.Compare($"properties {properties}", changed);
            }
        }

        foreach (uint size in DictionarySizes())
        {
            byte[] changed = [.. unknown];
            BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(1), size);
            forced.Compare($"dictionary {size}", changed);
            detected.Compare($"dictionary {size}", changed);
        }

        foreach (ulong size in (ulong[])[0, 2, 3, 4, (1UL << 38) - 1, 1UL << 38, (1UL << 38) + 1, ulong.MaxValue - 1])
        {
            byte[] changed = SmallLzmaFiles.WithSize(known, size);
            forced.Compare($"size {size}", changed);
            detected.Compare($"size {size}", changed);
        }

        forced.AssertSame(400);
        detected.AssertSame(400);
    }

    /// <summary>No encoder writes a code as large as the range; a decoder goes on until it finds damage.</summary>
    [Fact]
    public void A_code_that_reaches_the_range_is_judged_as_liblzma_judges_it()
    {
        using LzmaAloneDecoder decoder = Decoder(Judge.Limits);
        decoder.SingleStream = true;
        var differential = new FormatDifferential(decoder, Theirs);
        byte[] header = SmallLzmaFiles.Alone("abc"u8)[..13];
        var random = new Random(6);
        for (int run = 0; run < 400; run++)
        {
            byte[] file = [.. header, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[100]];
            random.NextBytes(file.AsSpan(18 + random.Next(30)));
            if (run % 2 == 0)
            {
                file.AsSpan(18, random.Next(60)).Fill(byte.MaxValue);
            }

            differential.Compare($"run {run}", file);
        }

        differential.AssertSame(400);
    }

    [Fact]
    public void What_is_no_header_is_known_by_the_first_byte_that_cannot_be_one()
    {
        byte[] file = SmallLzmaFiles.Alone("abc"u8);
        AssertNotRecognized(file, 0, 225, 1);
        AssertNotRecognized(file, 1, 0x01, 5);
        AssertNotRecognized(file, 9, 0xFE, 13);
        AssertNotRecognized([93, 0, 0, 0, 0], 0, 93, 5);
    }

    [Fact]
    public void The_end_is_found_without_room_for_more_output()
    {
        byte[][] files =
        [
            SmallLzmaFiles.Alone(s_data), SmallLzmaFiles.WithSize(SmallLzmaFiles.Alone(s_data), (ulong)s_data.Length),
        ];
        foreach (byte[] file in files)
        {
            foreach (int input in (int[])[int.MaxValue, 1])
            {
                using LzmaAloneDecoder decoder = Decoder(DecoderLimits.None);
                decoder.SingleStream = true;
                CoderStatus status = CoderStatus.More;
                Span<byte> room = new byte[s_data.Length];
                for (int position = 0; status == CoderStatus.More && position < file.Length;)
                {
                    ReadOnlySpan<byte> piece = file.AsSpan(position, Math.Min(input, file.Length - position));
                    int before = piece.Length;
                    status = decoder.Code(ref piece, ref room);
                    position += before - piece.Length;
                }

                Assert.Equal((CoderStatus.End, 0), (status, room.Length));
            }
        }
    }

    [Fact]
    public void What_follows_the_data_is_left_alone_or_refused()
    {
        byte[] file = [.. SmallLzmaFiles.Alone(s_data), 1, 2, 3];
        using LzmaAloneDecoder decoder = Decoder(DecoderLimits.None);
        (Verdict verdict, byte[] output) = Judge.Ours(decoder, file);
        Assert.Equal((Verdict.Trailing, XzError.TrailingData), (verdict, decoder.Failure?.Error));
        Assert.Equal((s_data.Length, file.Length - 3L), (output.Length, decoder.Failure?.Offset));

        decoder.Reset();
        decoder.SingleStream = true;
        ReadOnlySpan<byte> input = file;
        Span<byte> room = new byte[s_data.Length + 1];
        Assert.Equal(CoderStatus.End, decoder.Code(ref input, ref room));
        Assert.Equal((3, 1, 0), (input.Length, room.Length, decoder.Excess));
    }

    [Fact]
    public void Limits_are_refused_before_memory_is_taken()
    {
        byte[] file = SmallLzmaFiles.Alone("abc"u8, new LzmaSettings(6) { DictionarySize = 1 << 28 });
        foreach ((DecoderLimits limits, XzError error) in ((DecoderLimits, XzError)[])
            [
                (new() { MaxDictionarySize = 1 << 27 }, XzError.DictionaryLimit),
                (new() { MemoryLimit = 1 << 28 }, XzError.MemoryLimit),
            ])
        {
            var allocator = new WorkAllocator();
            using var decoder = new LzmaAloneDecoder(allocator, limits, plausibleOnly: true);
            long before = allocator.InUse;
            Assert.Equal(Verdict.Limit, Judge.Ours(decoder, file).Verdict);
            Assert.Equal((error, before), (decoder.Failure?.Error, allocator.Peak));
            Assert.InRange(decoder.MemoryNeeded, 1 << 28, (1 << 28) + (1 << 16));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(69_999)]
    public void The_output_limit_lets_through_what_it_allows_and_nothing_more(int limit)
    {
        foreach (int pieces in (int[])[1, 1000, int.MaxValue])
        {
            using LzmaAloneDecoder decoder = Decoder(new DecoderLimits { MaxOutputLength = limit });
            (Verdict verdict, byte[] output) = Judge.Ours(decoder, SmallLzmaFiles.Alone(s_data), pieces);
            Assert.Equal((Verdict.Limit, XzError.OutputLimit), (verdict, decoder.Failure?.Error));
            Assert.Equal(s_data[..limit], output);
            using LzmaAloneDecoder enough = Decoder(new DecoderLimits { MaxOutputLength = s_data.Length });
            Assert.Equal(Verdict.Good, Judge.Ours(enough, SmallLzmaFiles.Alone(s_data), pieces).Verdict);
        }
    }

    private static LiblzmaResult Theirs(ReadOnlySpan<byte> file) =>
        SystemLiblzma.AloneDecode(file, Judge.TheirMemoryLimit);

    private static LzmaAloneDecoder Decoder(DecoderLimits limits) =>
        new(new WorkAllocator(), limits, plausibleOnly: false);

    private static IEnumerable<uint> DictionarySizes()
    {
        for (int bit = 0; bit < 27; bit++)
        {
            uint size = 1U << bit;
            uint[] around = [size - 1, size, size + 1, size + (size / 2), size + (size / 2) + 1, size + (size / 4)];
            foreach (uint one in around.Where(one => one is > 0 and <= 1 << 26))
            {
                yield return one;
            }
        }
    }

    private static void AssertNotRecognized(byte[] file, int at, byte value, int needed)
    {
        byte[] changed = [.. file];
        changed[at] = value;
        for (int length = 0; length <= needed; length++)
        {
            using var decoder = new LzmaAloneDecoder(new WorkAllocator(), DecoderLimits.None, plausibleOnly: true);
            CoderStatus status = CoderLoops.Decode(decoder, changed.AsSpan(0, length), out _, 1);
            Assert.Equal(length < needed ? CoderStatus.More : CoderStatus.Failed, status);
            Assert.Equal(length < needed ? null : XzError.FormatNotRecognized, decoder.Failure?.Error);
        }
    }
}
