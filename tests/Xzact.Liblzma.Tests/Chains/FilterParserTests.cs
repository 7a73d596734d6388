using System.Text;
using Xzact.Format;
using Xzact.Liblzma.Chains;

namespace Xzact.Liblzma.Tests.Chains;

/// <summary>Many more texts, beside liblzma: c/texts.c.</summary>
public sealed class FilterParserTests
{
    [Theory]
    [InlineData("", 0, "Empty string is not allowed, try '6' if a default value is needed")]
    [InlineData("6x", 1, "Unsupported flag in the preset")]
    [InlineData("-6 x", 1, "Unsupported preset")]
    [InlineData("x86 -- lzma2", 6, "Filter name is missing")]
    [InlineData("lzma1", 0, "This filter cannot be used in the .xz format")]
    [InlineData("lzma2 x86", 9, "Invalid filter chain ('lzma2' missing at the end?)")]
    [InlineData("delta delta delta delta lzma2", 24, "The maximum number of filters is four")]
    [InlineData("lzma2:dict=1Q", 12, "Invalid multiplier suffix (KiB, MiB, or GiB)")]
    [InlineData("lzma2:dict=18446744073709551616", 11, "Value out of range")]
    [InlineData("lzma2:lc=3,lp=2", 15, "The sum of lc and lp must not exceed 4")]
    public void What_is_wrong_is_said_with_its_place(string text, int position, string message)
    {
        var parser = new FilterParser(Encoding.UTF8.GetBytes(text), 0);
        Assert.Equal(message, Encoding.ASCII.GetString(parser.Read()));
        Assert.Equal(position, parser.Position);
    }

    [Theory]
    [InlineData("--x86=start=4KiB--lzma2:preset=1e,dict=64KiB,,nice=9")]
    [InlineData("delta:dist=256 lzma2:mode=fast,mf=hc3,depth=4294967295")]
    [InlineData("arm64 riscv lzma2:lc=0,lp=4")]
    public void What_is_written_of_a_chain_is_read_as_the_same_chain(string text)
    {
        CallerFilter[] chain = Read(text);
        foreach (uint flags in (uint[])[0, FilterTexts.LongOptions, FilterTexts.NoSpaces])
        {
            Assert.Equal(chain, Read(FilterTexts.Of(chain, FilterTexts.Encoder | flags)));
        }
    }

    [Fact]
    public void No_bytes_whatever_are_too_much_for_it()
    {
        ReadOnlySpan<byte> alphabet = "x86lzma2delta:=,- 9KiBe\xFF\x01"u8;
        var random = new Random(1);
        byte[] text = new byte[40];
        for (int i = 0; i < 20_000; i++)
        {
            int length = random.Next(text.Length);
            random.GetItems(alphabet, text);
            var parser = new FilterParser(text.AsSpan(0, length), (uint)(i % 4));
            bool isGood = parser.Read().IsEmpty;
            Assert.InRange(parser.Position, 0, length);
            Assert.True(!isGood || parser.Chain.Count is > 0 and <= BlockFormat.MaxFilters);
        }
    }

    private static CallerFilter[] Read(string text)
    {
        var parser = new FilterParser(Encoding.ASCII.GetBytes(text), 0);
        Assert.Equal("", Encoding.ASCII.GetString(parser.Read()));
        return [.. parser.Chain];
    }
}
