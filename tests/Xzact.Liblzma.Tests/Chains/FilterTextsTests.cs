using Xzact.Format;
using Xzact.Liblzma.Chains;
using Xzact.Lzma;

namespace Xzact.Liblzma.Tests.Chains;

public sealed class FilterTextsTests
{
    private static readonly CallerFilter s_lzma2 = new((ulong)FilterId.Lzma2)
    {
        Lzma = Chain.Preset(LzmaEncoderOptions.Preset(6, extreme: false)),
    };

    [Theory]
    [InlineData(0, "x86 lzma2")]
    [InlineData(FilterTexts.Encoder, "x86 lzma2:dict=8MiB,lc=3,lp=0,pb=2,mode=normal,nice=64,mf=bt4,depth=0")]
    [InlineData(FilterTexts.Decoder, "x86 lzma2:dict=8MiB")]
    [InlineData(FilterTexts.Decoder | FilterTexts.LongOptions, "--x86 --lzma2=dict=8MiB")]
    [InlineData(FilterTexts.NoSpaces, "x86--lzma2")]
    public void A_chain_is_written_with_the_options_that_are_asked_for(uint flags, string text) =>
        Assert.Equal(text, FilterTexts.Of([new CallerFilter((ulong)FilterId.X86), s_lzma2], flags));

    [Fact]
    public void What_has_no_name_or_no_options_is_refused()
    {
        Assert.Throws<LzmaException>(() => FilterTexts.Of([], 0));
        Assert.Throws<LzmaException>(() => FilterTexts.Of([new CallerFilter(0x77)], 0));
        Assert.Throws<LzmaException>(() => FilterTexts.Of([s_lzma2], FilterTexts.AllFilters));
        Assert.Throws<LzmaException>(
            () => FilterTexts.Of([new CallerFilter((ulong)FilterId.Delta), s_lzma2], FilterTexts.Encoder));
    }

    [Fact]
    public void Filters_are_listed_in_a_fixed_order()
    {
        Assert.Equal(
            "lzma2 x86 arm armthumb arm64 riscv powerpc ia64 sparc delta", FilterTexts.List(ulong.MaxValue, 0));
        Assert.Equal("delta:dist=<1-256>", FilterTexts.List((ulong)FilterId.Delta, FilterTexts.Encoder));
        Assert.StartsWith("lzma1", FilterTexts.List(ulong.MaxValue, FilterTexts.AllFilters), StringComparison.Ordinal);
        Assert.Throws<LzmaException>(() => FilterTexts.List(0x77, 0));
    }
}
