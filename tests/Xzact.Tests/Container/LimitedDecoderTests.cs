using Xzact.Coding;
using Xzact.Container;
using Xzact.Kernels;
using Xzact.Testing.Data;

namespace Xzact.Tests.Container;

public sealed class LimitedDecoderTests
{
    private static readonly byte[] s_data = [.. Corpus.Make(CorpusKind.Text, 400), .. new byte[300]];

    private static readonly (int Input, int Output)[] s_pieces =
        [(int.MaxValue, 1 << 12), (1, 1 << 12), (1, 1), (3, 7), (20, 1 << 12), (1 << 12, 5)];

    [Fact]
    public void Another_byte_is_over_the_limit_wherever_in_a_match_it_falls_and_however_the_file_is_cut()
    {
        foreach ((string name, byte[] file, Func<DecoderLimits, FormatDecoder> make) in Formats())
        {
            for (int limit = s_data.Length - 400; limit <= s_data.Length; limit += limit > s_data.Length - 30 ? 1 : 37)
            {
                using FormatDecoder decoder = make(new DecoderLimits { MaxOutputLength = limit });
                foreach ((int input, int output) in s_pieces)
                {
                    decoder.Reset();
                    (Verdict verdict, byte[] decoded) = Judge.Ours(decoder, file, input, output);
                    XzError? expected = limit < s_data.Length ? XzError.OutputLimit : null;
                    Assert.True(
                        expected == decoder.Failure?.Error,
                        $"{name}, limit {limit}, pieces of {input} and {output}: {verdict} {decoder.Failure?.Message}");
                    Assert.Equal(s_data[..limit], decoded);
                }
            }
        }
    }

    [Fact]
    public void A_file_that_is_cut_where_the_limit_is_ends_too_early_however_it_is_cut_into_pieces()
    {
        foreach ((string name, byte[] file, Func<DecoderLimits, FormatDecoder> make) in Formats())
        {
            for (int length = file.Length / 2; length < file.Length; length++)
            {
                byte[] cut = file[..length];
                using FormatDecoder free = make(DecoderLimits.None);
                int limit = Judge.Ours(free, cut).Output.Length;
                if (limit is 0 || limit == s_data.Length)
                {
                    continue;
                }

                using FormatDecoder decoder = make(new DecoderLimits { MaxOutputLength = limit });
                foreach ((int input, int output) in s_pieces)
                {
                    decoder.Reset();
                    Judge.Ours(decoder, cut, input, output);
                    Assert.True(
                        decoder.Failure?.Error == XzError.UnexpectedEnd,
                        $"{name}, {length} bytes, {limit} of output, pieces of {input} and {output}: "
                        + $"{decoder.Failure?.Message}");
                }
            }
        }
    }

    private static IEnumerable<(string Name, byte[] File, Func<DecoderLimits, FormatDecoder> Make)> Formats()
    {
        byte[] room = new byte[4096];
        Assert.True(XzEncoder.TryCompress(s_data, room, out int length));
        yield return (".xz", room[..length],
            limits => new FileDecoder(new WorkAllocator(), limits, singleStream: false));
        Assert.True(LzipEncoder.TryCompress(s_data, room, out length));
        yield return (".lz", room[..length], limits => new LzipFileDecoder(new WorkAllocator(), limits));
        using var encoder = new LzmaEncoder(6);
        encoder.SetSourceLength(s_data.Length);
        encoder.Compress(s_data, room, out _, out length, isFinalBlock: true);
        yield return (".lzma of known size", room[..length],
            limits => new LzmaAloneDecoder(new WorkAllocator(), limits, plausibleOnly: false));
        Assert.True(LzmaEncoder.TryCompress(s_data, room, out length));
        yield return (".lzma with end marker", room[..length],
            limits => new LzmaAloneDecoder(new WorkAllocator(), limits, plausibleOnly: false));
    }
}
