using Xzact.Coding;
using Xzact.Kernels;
using Xzact.Lzma;
using Xzact.Testing.Data;
using Xzact.Testing.Interop;

namespace Xzact.Tests.Lzma;

public sealed class Lzma1DecoderTests
{
    private static readonly byte[] s_data = Corpus.Make(CorpusKind.Mixed, 20_000);
    private static readonly LzmaSettings s_settings = new(6) { DictionarySize = 4096 };
    private static readonly byte[] s_marked = SystemLiblzma.RawEncode(s_data, LiblzmaFilter.Lzma1(s_settings)).Output;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(19, 7)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, 1 << 16)]
    [InlineData(int.MaxValue, 1 << 16)]
    public void Data_with_a_marker_decodes_in_pieces_of_any_size(int input, int output)
    {
        using var decoder = new Lzma1Decoder(new WorkAllocator());
        foreach (ulong? size in (ulong?[])[null, (ulong)s_data.Length])
        {
            decoder.Start(4096, LzmaProperties.Default, size);
            Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, s_marked, out byte[] decoded, input, output));
            Assert.Equal(s_data, decoded);
        }
    }

    [Fact]
    public void A_marker_is_refused_where_none_may_be()
    {
        using var decoder = new Lzma1Decoder(new WorkAllocator());
        decoder.Start(4096, LzmaProperties.Default, (ulong)s_data.Length, mayHaveMarker: false);
        Assert.Equal(CoderStatus.Failed, CoderLoops.Decode(decoder, s_marked, out byte[] decoded));
        Assert.Equal((XzError.DataCorrupt, s_data.Length), (decoder.Failure?.Error, decoded.Length));
        Assert.Contains("beyond its size", decoder.Failure!.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19_999)]
    [InlineData(20_001)]
    public void Another_size_than_the_data_has_is_damage_and_the_bytes_before_it_come_out(int size)
    {
        using var decoder = new Lzma1Decoder(new WorkAllocator());
        foreach (int output in (int[])[1 << 16, 1])
        {
            decoder.Start(4096, LzmaProperties.Default, (ulong)size);
            Assert.Equal(
                CoderStatus.Failed, CoderLoops.Decode(decoder, s_marked, out byte[] decoded, outputSize: output));
            Assert.Equal(s_data[..Math.Min(size, s_data.Length)], decoded);
        }
    }

    [Fact]
    public void A_preset_dictionary_counts_as_history_and_only_its_end_if_it_is_longer_than_the_dictionary()
    {
        byte[] history = Corpus.Make(CorpusKind.Text, 10_000, seed: 3);
        byte[] data = [.. history[7000..], .. "and something new"u8, .. history[9000..]];
        LiblzmaFilter filter = LiblzmaFilter.Lzma1(s_settings);
        foreach (int length in (int[])[1, 17, 100, 4000, 4096])
        {
            byte[] preset = history[^length..];
            LiblzmaFilter primed = filter.WithPresetDictionary(preset);
            byte[] coded = SystemLiblzma.RawEncode(data, primed).Output;
            using var decoder = new Lzma1Decoder(new WorkAllocator());
            foreach (byte[] given in (byte[][])[preset, .. length == 4096 ? (byte[][])[history] : []])
            {
                decoder.Start(4096, LzmaProperties.Default, null, history: given);
                Assert.Equal(CoderStatus.End, CoderLoops.Decode(decoder, coded, out byte[] decoded, 3, 5));
                Assert.Equal(data, decoded);
            }
        }
    }

    [Fact]
    public void Memory_is_kept_for_a_dictionary_of_the_same_size_and_given_back()
    {
        var allocator = new WorkAllocator();
        using (var decoder = new Lzma1Decoder(allocator))
        {
            decoder.Start(4096, LzmaProperties.Default, null);
            long small = allocator.InUse;
            Assert.Equal(LzmaSymbolDecoder.MemoryUsage(4096), small);
            decoder.Start(4096, LzmaProperties.Default, null);
            Assert.Equal(small, allocator.Peak);
            decoder.Start(1 << 16, LzmaProperties.Default, null);
            Assert.Equal(LzmaSymbolDecoder.MemoryUsage(1 << 16), allocator.InUse);
            Assert.Equal(allocator.InUse, allocator.Peak);
        }

        Assert.Equal(0, allocator.InUse);
    }
}
