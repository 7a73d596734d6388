using Xzact.Tools.Filters;
using Xzact.Tools.Memory;

namespace Xzact.Tools.Tests.Memory;

/// <summary>The numbers are those that liblzma 5.8.3 gives on x86-64.</summary>
public sealed class MemoryModelTests
{
    /// <summary>What a decoder takes besides the dictionary.</summary>
    private const ulong DecoderState = 66_200;

    [Theory]
    [InlineData("0", 2_855_431, 328_344, 6_035_455)]
    [InlineData("1", 9_015_815, 1_114_776, 18_487_487)]
    [InlineData("2", 16_880_135, 2_163_352, 35_789_279)]
    [InlineData("3", 32_608_775, 4_260_504, 70_392_863)]
    [InlineData("4", 49_385_995, 4_260_504, 87_170_083)]
    [InlineData("6", 97_620_491, 8_454_808, 173_154_467)]
    [InlineData("7", 194_089_483, 16_843_416, 345_123_235)]
    [InlineData("8", 387_027_467, 33_620_632, 689_060_771)]
    [InlineData("9", 705_794_571, 67_175_064, 1_309_826_979)]
    [InlineData("0e", 4_166_155, 328_344, 7_346_179)]
    [InlineData("2e", 25_268_747, 2_163_352, 44_177_891)]
    public void Presets_take_what_the_original_says(string preset, ulong encoder, ulong decoder, ulong oneWorker)
    {
        IReadOnlyList<ChosenFilter> chain = FilterText.Parse(0, preset, takesLzma1: false);
        ulong block = Math.Max(3 * (decoder - DecoderState), 1 << 20);
        Assert.Equal(encoder, MemoryModel.Encoder(chain));
        Assert.Equal(decoder, MemoryModel.Decoder(chain));
        Assert.Equal(oneWorker, MemoryModel.ThreadedEncoder(chain, block, threads: 1));
    }

    [Theory]
    [InlineData("lzma1", 97_554_787, 8_454_624)]
    [InlineData("x86 lzma2", 97_621_515, 8_455_832)]
    [InlineData("delta lzma2", 97_620_843, 8_455_160)]
    public void Other_filters_take_little_more(string text, ulong encoder, ulong decoder)
    {
        IReadOnlyList<ChosenFilter> chain = FilterText.Parse(0, text, takesLzma1: true);
        Assert.Equal(encoder, MemoryModel.Encoder(chain));
        Assert.Equal(decoder, MemoryModel.Decoder(chain));
    }

    [Fact]
    public void Four_workers_take_four_times_as_much() => Assert.Equal(
        692_517_860UL, MemoryModel.ThreadedEncoder(FilterText.Parse(0, "6", takesLzma1: false), 24 << 20, threads: 4));
}
