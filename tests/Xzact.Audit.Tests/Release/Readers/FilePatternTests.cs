using Xzact.Audit.Release.Readers;

namespace Xzact.Audit.Tests.Release.Readers;

public sealed class FilePatternTests
{
    [Theory]
    [InlineData("Change*", "", true)]
    [InlineData("[C]hange*", "", true)]
    [InlineData("{Change,}Log*", "", true)]
    [InlineData("*Log", "", true)]
    [InlineData("x $(srcdir)/Change*", "", true)]
    [InlineData("*", "", false)]
    [InlineData("*", "data/", false)]
    [InlineData("../data/*", "data/", true)]
    [InlineData("other/*", "data/", false)]
    [InlineData("${Change,,}", "", false)]
    [InlineData("ChangeLog", "", false)]
    [InlineData("*.txt", "", false)]
    public void A_pattern_fits_what_it_says_something_about(string word, string folder, bool fits) =>
        Assert.Equal(fits, FilePattern.Of(word).Any(pattern => pattern.Fits("ChangeLog", folder)));

    [Fact]
    public void A_word_without_a_sign_has_no_pattern() => Assert.Empty(FilePattern.Of("po/de.po"));
}
