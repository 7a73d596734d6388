using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;
using Xzact.Testing.Drivers;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Container;

public sealed class LzipFileDecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Text, 9000);

    [Fact]
    public void Files_cut_at_every_length_and_with_any_one_bit_changed_are_judged_as_liblzma_judges_them() =>
        SmallFileRuns.VerifyLzip();

    [Fact]
    public void Every_version_and_dictionary_byte_is_judged_as_liblzma_judges_it()
    {
        using LzipFileDecoder decoder = Decoder(Judge.Limits);
        var differential = new FormatDifferential(decoder, file =>
            SystemLiblzma.LzipDecode(file, LiblzmaDecoderOptions.Concatenated, Judge.TheirMemoryLimit));
        for (int value = 0; value < 256; value++)
        {
            differential.Compare($"dictionary {value}", SmallLzmaFiles.Member("abcabcabc"u8, 1, (byte)value));
            byte[] versioned = SmallLzmaFiles.Member("abcabcabc"u8);
            versioned[4] = (byte)value;
            differential.Compare($"version {value}", versioned);
        }

        differential.AssertSame(512);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("L", 1)]
    [InlineData("LZI", 3)]
    [InlineData("LZOP", 2)]
    [InlineData("anything", 0)]
    public void Data_behind_the_last_member_ends_the_file_and_is_left_unread(string trailing, int matching)
    {
        byte[] members = [.. SmallLzmaFiles.Member(s_data), .. SmallLzmaFiles.Member([])];
        byte[] file = [.. members, .. System.Text.Encoding.ASCII.GetBytes(trailing)];
        foreach (int pieces in (int[])[int.MaxValue, 1, 3])
        {
            using LzipFileDecoder decoder = Decoder(DecoderLimits.None);
            int position = 0;
            var room = new byte[s_data.Length + 5];
            Span<byte> rest = room;
            CoderStatus status = CoderStatus.More;
            while (status == CoderStatus.More && position < file.Length)
            {
                ReadOnlySpan<byte> input = file.AsSpan(position, Math.Min(pieces, file.Length - position));
                int before = input.Length;
                status = decoder.Code(ref input, ref rest);
                position += before - input.Length;
            }

            Assert.Equal(CoderStatus.End, decoder.Finish());
            Assert.Equal(members.Length, position - decoder.Excess);
            Assert.InRange(decoder.Excess, 0, matching);
            Assert.Equal(s_data, room[..^rest.Length]);
        }
    }

    [Fact]
    public void Where_one_member_is_wanted_the_next_is_not_touched()
    {
        byte[] first = SmallLzmaFiles.Member(s_data);
        using LzipFileDecoder decoder = Decoder(DecoderLimits.None);
        decoder.SingleStream = true;
        ReadOnlySpan<byte> input = (byte[])[.. first, .. first];
        Span<byte> room = new byte[2 * s_data.Length];
        Assert.Equal(CoderStatus.End, decoder.Code(ref input, ref room));
        Assert.Equal((first.Length, s_data.Length, 0), (input.Length, room.Length, decoder.Excess));
        Assert.Equal(CoderStatus.End, decoder.Finish());
    }

    [Fact]
    public void What_is_damaged_is_said_with_its_place_and_rule()
    {
        byte[] member = SmallLzmaFiles.Member(s_data);
        int length = member.Length;
        AssertFails(member, length - 20, XzError.CheckMismatch, "CRC32", length - 20);
        AssertFails(member, length - 16, XzError.BlockSizeMismatch, "bytes of data", length - 16);
        AssertFails(member, length - 8, XzError.BlockSizeMismatch, "bytes, not", length - 8);
        AssertFails(member, 3, XzError.FormatNotRecognized, "magic", 0);
        AssertFails(member, 4, XzError.UnsupportedStreamFlags, "version", 4);
        AssertFails(member, 5, XzError.StreamHeaderCorrupt, "dictionary size", 5);
        AssertFails(member, 6, XzError.DataCorrupt, "range coded", 6);
    }

    [Fact]
    public void A_check_that_is_not_wanted_is_not_compared_and_the_sizes_are()
    {
        byte[] member = SmallLzmaFiles.Member(s_data);
        foreach ((int at, Verdict expected) in ((int, Verdict)[])[(20, Verdict.Good), (16, Verdict.Corrupt)])
        {
            byte[] damaged = [.. member];
            damaged[^at] ^= 0x40;
            using LzipFileDecoder decoder = Decoder(new DecoderLimits { VerifyChecksum = false });
            Assert.Equal(expected, Judge.Ours(decoder, damaged).Verdict);
        }
    }

    [Fact]
    public void Limits_are_refused_with_their_own_reasons()
    {
        byte[] file = SmallLzmaFiles.Member(s_data, dictionary: 29);
        foreach ((DecoderLimits limits, XzError error) in ((DecoderLimits, XzError)[])
            [
                (new() { MaxDictionarySize = 1 << 28 }, XzError.DictionaryLimit),
                (new() { MemoryLimit = 1 << 29 }, XzError.MemoryLimit),
                (new() { MaxOutputLength = s_data.Length - 1 }, XzError.OutputLimit),
            ])
        {
            using LzipFileDecoder decoder = Decoder(limits);
            Assert.Equal(Verdict.Limit, Judge.Ours(decoder, file).Verdict);
            Assert.Equal(error, decoder.Failure?.Error);
        }
    }

    private static LzipFileDecoder Decoder(DecoderLimits limits) => new(new WorkAllocator(), limits);

    private static void AssertFails(byte[] member, int at, XzError error, string text, int offset)
    {
        byte[] damaged = [.. member, .. member];
        damaged[member.Length + at] ^= 0x20;
        damaged = at < 4 ? damaged[member.Length..] : damaged;
        using LzipFileDecoder decoder = Decoder(DecoderLimits.None);
        Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(decoder, damaged, out _, 7));
        Assert.Equal(error, decoder.Failure?.Error);
        Assert.Equal(damaged.Length - member.Length + offset, decoder.Failure?.Offset);
        Assert.Contains(text, decoder.Failure!.Message, StringComparison.Ordinal);
    }
}
