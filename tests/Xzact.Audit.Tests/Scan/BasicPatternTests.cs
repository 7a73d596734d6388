using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class BasicPatternTests
{
    [Theory]
    [InlineData("^a.c$", false, "abc", true)]
    [InlineData("a|b", false, "a", false)]
    [InlineData("a|b", true, "a", true)]
    [InlineData("a\\{2\\}", false, "aa", true)]
    [InlineData("a{2}", false, "aa", false)]
    [InlineData("(x)", false, "(x)", true)]
    [InlineData("[]x]", false, "]", true)]
    [InlineData("a+", false, "a+", true)]
    public void Patterns_match_as_in_sed(string pattern, bool isExtended, string text, bool isMatch) =>
        Assert.Equal(isMatch, BasicPattern.Of(pattern, isExtended)!.IsMatch(text));

    [Theory]
    [InlineData("\\(a\\)\\1")]
    [InlineData("[[:alpha:]]")]
    [InlineData("[a")]
    public void Others_are_not_read(string pattern) => Assert.Null(BasicPattern.Of(pattern, isExtended: false));
}
