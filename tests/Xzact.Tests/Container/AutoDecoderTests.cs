using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Container;

public sealed partial class AutoDecoderTests
{
    private static readonly byte[] s_text = [.. "The same text in every format."u8];

    [Fact]
    public void The_format_is_found_and_one_decoder_serves_all_of_them_in_turn()
    {
        using var decoder = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, FileFormats.All);
        Assert.Null(decoder.Format);
        foreach ((FileFormats format, byte[] file) in Files().Concat(Files()))
        {
            foreach (int pieces in (int[])[int.MaxValue, 1])
            {
                decoder.Reset();
                Assert.True(decoder.IsAtStart);
                (Verdict verdict, byte[] output) = Judge.Ours(decoder, file, pieces);
                Assert.Equal((Verdict.Good, format), (verdict, decoder.Format));
                Assert.Equal(s_text, output);
                Assert.False(decoder.IsAtStart);
                Assert.True(decoder.MemoryNeeded > 0);
            }
        }
    }

    [Fact]
    public void Only_the_format_at_hand_has_memory()
    {
        var allocator = new WorkAllocator();
        using var decoder = new AutoDecoder(allocator, DecoderLimits.None, FileFormats.All);
        var alone = new Dictionary<FileFormats, long>();
        foreach (bool isMixed in (bool[])[false, true])
        {
            foreach ((FileFormats format, byte[] file) in Files())
            {
                decoder.Reset();
                Judge.Ours(decoder, file);
                if (isMixed)
                {
                    Assert.Equal(alone[format], allocator.InUse);
                }
                else
                {
                    var own = new WorkAllocator();
                    using var single = new AutoDecoder(own, DecoderLimits.None, format);
                    Judge.Ours(single, file);
                    alone[format] = own.InUse;
                }
            }
        }
    }

    [Fact]
    public void A_format_that_is_not_wanted_is_not_recognised()
    {
        foreach ((FileFormats format, byte[] file) in Files())
        {
            using var decoder = new AutoDecoder(
                new WorkAllocator(), DecoderLimits.None, FileFormats.All & ~format);
            Assert.Equal(Verdict.NoFormat, Judge.Ours(decoder, file).Verdict);
            using var only = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, format);
            Assert.Equal(Verdict.Good, Judge.Ours(only, file).Verdict);
        }
    }

    [Fact]
    public void Small_files_of_every_format_are_judged_as_liblzma_judges_them_when_cut_and_damaged()
    {
        using var decoder = new AutoDecoder(new WorkAllocator(), Judge.Limits, FileFormats.All);
        var differential = new FormatDifferential(decoder, Theirs);
        foreach ((FileFormats format, byte[] file) in Files())
        {
            differential.Cut($"{format}", file);
            differential.Flip($"{format}", file);
            differential.Cut($"{format} twice", [.. file, .. file]);
        }

        differential.AssertSame(1500);
    }

    [Fact]
    public void The_first_stream_alone_ends_where_it_ends_in_every_format()
    {
        foreach ((FileFormats format, byte[] file) in Files())
        {
            using var decoder = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, FileFormats.All)
            {
                SingleStream = true,
            };
            ReadOnlySpan<byte> input = (byte[])[.. file, .. file];
            Span<byte> room = new byte[100];
            Assert.Equal(CoderStatus.End, decoder.Code(ref input, ref room));
            Assert.Equal((format, file.Length, s_text.Length), (decoder.Format, input.Length, 100 - room.Length));
        }
    }

    [Fact]
    public void No_data_is_incomplete_and_of_no_format()
    {
        using var decoder = new AutoDecoder(new WorkAllocator(), DecoderLimits.None, FileFormats.All);
        Assert.Equal(Verdict.Truncated, Judge.Ours(decoder, []).Verdict);
        Assert.Equal((null, 0), (decoder.Format, decoder.Failure!.Offset));
    }

    /// <summary>
    /// liblzma's automatic decoder refuses what follows .lz members; the xz command asks its decoder of .lz, which
    /// takes it.
    /// </summary>
    [Theory]
    [InlineData("1F8B0800")]
    [InlineData("504B0304")]
    [InlineData("3C21444F435459504520")]
    public void Data_of_another_format_is_said_to_be_of_none_that_is_read_here(string hex)
    {
        using var decoder = new AutoDecoder(
            new WorkAllocator(), DecoderLimits.None, FileFormats.Xz | FileFormats.LzmaAlone);
        (Verdict verdict, _) = Judge.Ours(decoder, Convert.FromHexString(hex));
        Assert.Equal(Verdict.NoFormat, verdict);
        Assert.Contains("none of the formats that are read here (.xz, .lzma)", decoder.Failure!.Rule);
    }

    private static LiblzmaResult Theirs(ReadOnlySpan<byte> file)
    {
        const LiblzmaDecoderOptions Options = LiblzmaDecoderOptions.Concatenated;
        return file.StartsWith("L"u8)
            ? SystemLiblzma.LzipDecode(file, Options, Judge.TheirMemoryLimit)
            : SystemLiblzma.AutoDecode(file, Options, Judge.TheirMemoryLimit);
    }

    private static IEnumerable<(FileFormats Format, byte[] File)> Files() =>
    [
        (FileFormats.Xz, SmallFiles.Encode(s_text, 4)),
        (FileFormats.LzmaAlone, SmallLzmaFiles.Alone(s_text, new LzmaSettings(6) { DictionarySize = 3 << 11 })),
        (FileFormats.Lzip, SmallLzmaFiles.Member(s_text)),
    ];
}
