using Xzact.Tools.Filters;
using Xzact.Tools.Options;

namespace Xzact.Tools.Tests.Filters;

public sealed class FilterTextTests
{
    [Theory]
    [InlineData("6", "--lzma2=dict=8MiB,lc=3,lp=0,pb=2,mode=normal,nice=64,mf=bt4,depth=0")]
    [InlineData("  -0ee ", "--lzma2=dict=256KiB,lc=3,lp=0,pb=2,mode=normal,nice=273,mf=bt4,depth=512")]
    [InlineData("x86--delta:dist=4   arm64=start=4KiB lzma2:,,mf=hc3,",
        "--x86 --delta=dist=4 --arm64=start=4KiB --lzma2=dict=8MiB,lc=3,lp=0,pb=2,mode=normal,nice=64,mf=hc3,depth=0")]
    [InlineData("lzma1:lc=0,lp=4,dict=5000",
        "--lzma1=dict=5000,lc=0,lp=4,pb=2,mode=normal,nice=64,mf=bt4,depth=0")]
    public void Valid_texts_become_chains(string text, string expected) =>
        Assert.Equal(expected, FilterDescription.Of(FilterText.Parse(0, text, takesLzma1: true), encodes: true));

    [Theory]
    [InlineData("", 0, "Empty string is not allowed, try '6' if a default value is needed")]
    [InlineData("x86 -- lzma2", 6, "Filter name is missing")]
    [InlineData("lzma2:dict=1Q", 12, "Invalid multiplier suffix (KiB, MiB, or GiB)")]
    [InlineData("lzma2:preset=6e,lc=4,lp=1", 25, "The sum of lc and lp must not exceed 4")]
    [InlineData("delta--delta--delta--delta--lzma2", 26, "The maximum number of filters is four")]
    public void Errors_point_at_their_place(string text, int position, string message)
    {
        var error = Assert.Throws<UsageException>(() => FilterText.Parse(3, text, takesLzma1: false));
        Assert.Equal(
            ["Error in --filters3=FILTERS option:", text, new string(' ', position) + "^", message], error.Lines);
    }

    [Fact]
    public void No_text_does_anything_but_become_a_chain_or_be_refused()
    {
        var random = new Random(20260331);
        string[] pieces =
        [
            "lzma2", "lzma1", "x86", "delta", "--", " ", ":", "=", ",", "dict", "lc", "4", "1MiB", "preset", "9e", "-",
        ];
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => random.GetItems(pieces, 1)[0]));
            try
            {
                IReadOnlyList<ChosenFilter> chain = FilterText.Parse(0, text, takesLzma1: true);
                Assert.True(ChainRules.IsValid(chain), text);

                // What a chain is described as is a text for the same chain.
                string described = FilterDescription.Of(chain, encodes: true);
                Assert.Equal(
                    described, FilterDescription.Of(FilterText.Parse(0, described, takesLzma1: true), encodes: true));
            }
            catch (UsageException error)
            {
                Assert.Equal(4, error.Lines.Count);
                Assert.InRange(error.Lines[2].Length, 1, text.Length + 1);
            }
        }
    }
}
