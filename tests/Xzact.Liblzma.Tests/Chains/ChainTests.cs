using Xzact.Format;
using Xzact.Liblzma.Chains;
using Xzact.Lzma;

namespace Xzact.Liblzma.Tests.Chains;

public sealed class ChainTests
{
    private static readonly CallerLzma s_lzma = Chain.Preset(LzmaEncoderOptions.Preset(6, extreme: false));
    private static readonly CallerFilter s_lzma2 = new((ulong)FilterId.Lzma2) { Lzma = s_lzma };
    private static readonly CallerFilter s_delta = new((ulong)FilterId.Delta) { Number = 4 };
    private static readonly CallerFilter s_x86 = new((ulong)FilterId.X86);

    [Fact]
    public void The_order_of_filters_is_checked_first()
    {
        Assert.Equal(LzmaRet.ProgError, Chain.Validate(null));
        Assert.Equal(LzmaRet.ProgError, Chain.Validate([]));
        Assert.Equal(LzmaRet.OptionsError, Chain.Validate([s_x86]));
        Assert.Equal(LzmaRet.OptionsError, Chain.Validate([s_lzma2, s_x86]));
        Assert.Equal(LzmaRet.OptionsError, Chain.Validate([s_lzma2, s_lzma2]));
        Assert.Equal(LzmaRet.OptionsError, Chain.Validate([new CallerFilter(0x77), s_lzma2]));
        Assert.Equal(LzmaRet.OptionsError, Chain.Validate([s_x86, s_x86, s_x86, s_x86, s_lzma2]));
        Assert.Equal(LzmaRet.Ok, Chain.Validate([s_x86, s_delta, s_x86, s_lzma2]));
    }

    [Fact]
    public void Lzma_without_options_is_the_caller_s_fault() =>
        Refuses(LzmaRet.ProgError, () => Chain.ForEncoder([new CallerFilter((ulong)FilterId.Lzma2)]));

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void Delta_s_distance_has_a_range(uint distance) =>
        Refuses(LzmaRet.OptionsError, () => Chain.ForEncoder([s_delta with { Number = distance }, s_lzma2]));

    [Theory]
    [InlineData(0x05, 2)]
    [InlineData(0x06, 8)]
    [InlineData(0x0B, 1)]
    public void Start_offsets_are_aligned(ulong id, uint start) =>
        Refuses(LzmaRet.OptionsError, () => Chain.ForDecoder([new CallerFilter(id) { Number = start }, s_lzma2]));

    [Fact]
    public void An_encoder_s_options_have_ranges_that_a_decoder_does_not_look_at()
    {
        CallerLzma[] bad =
        [
            s_lzma with { DictionarySize = 4095 },
            s_lzma with { DictionarySize = (3U << 29) + 1 },
            s_lzma with { Lc = 4, Lp = 1 },
            s_lzma with { Pb = 5 },
            s_lzma with { Mode = 0 },
            s_lzma with { NiceLength = 1 },
            s_lzma with { NiceLength = 274 },
            s_lzma with { MatchFinder = 0x15 },
        ];
        Assert.All(bad, lzma =>
        {
            Refuses(LzmaRet.OptionsError, () => Chain.ForEncoder([s_lzma2 with { Lzma = lzma }]));
            Assert.True(Chain.ForDecoder([s_lzma2 with { Lzma = lzma }]).IsLzma2);
        });
    }

    [Fact]
    public void Only_chains_without_converters_can_be_flushed()
    {
        Assert.True(Chain.ForEncoder([s_delta, s_lzma2]).CanFlush);
        Assert.False(Chain.ForEncoder([s_x86, s_lzma2]).CanFlush);
        Assert.False(Chain.ForEncoder([s_lzma2 with { Id = (ulong)FilterId.Lzma1 }]).CanFlush);
    }

    [Fact]
    public void A_match_is_no_shorter_than_what_is_hashed() =>
        Assert.Equal(4, Chain.EncoderOptions(s_lzma with { NiceLength = 2 }).NiceLength);

    [Fact]
    public void Lzma1_with_more_options_tells_its_size_and_its_end()
    {
        var filter = new CallerFilter(Chain.Lzma1Extended) { Lzma = s_lzma with { ExtendedSize = 100 } };
        Chain chain = Chain.ForDecoder([filter]);
        Assert.Equal(100UL, chain.KnownSize);
        Assert.False(chain.MayHaveMarker);
        Assert.True(chain.EndsWithoutMarker);
        chain = Chain.ForDecoder([filter with { Lzma = filter.Lzma! with { ExtendedFlags = 1 } }]);
        Assert.True(chain.MayHaveMarker);
        chain = Chain.ForDecoder([filter with { Lzma = filter.Lzma! with { ExtendedSize = ulong.MaxValue } }]);
        Assert.Null(chain.KnownSize);
        Refuses(
            LzmaRet.OptionsError,
            () => Chain.ForDecoder([filter with { Lzma = filter.Lzma! with { ExtendedFlags = 2 } }]));
    }

    private static void Refuses(object code, Func<object> make) =>
        Assert.Equal((LzmaRet)code, Assert.Throws<LzmaException>(make).Code);
}
