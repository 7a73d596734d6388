using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Tests.Release.Catalogs;

public sealed class SourceStringsTests
{
    [Fact]
    public void Adjacent_literals_are_one_string()
    {
        Dictionary<string, List<int>> strings = SourceStrings.Of(
            "f(_(\"a\"\n  /* \"no\" */ \"b\\n\"), 'x', '\"', \"c\"); // \"neither\"\ng(\"%\" PRIu64 \" bytes\");"u8);
        Assert.Equal(["%<PRIu64> bytes", "ab\n", "c"], strings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1], strings["ab\n"]);
        Assert.Equal([3], strings["%<PRIu64> bytes"]);
    }

    [Theory]
    [InlineData("\"open")]
    [InlineData("/* open")]
    [InlineData("'")]
    [InlineData("\"\\")]
    public void Broken_text_ends(string text) =>
        Assert.DoesNotContain("INERT", SourceStrings.Of(System.Text.Encoding.ASCII.GetBytes(text)).Keys);
}
