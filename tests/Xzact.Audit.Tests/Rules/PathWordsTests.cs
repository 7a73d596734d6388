using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class PathWordsTests
{
    [Theory]
    [InlineData("tests/a.bin", true)]
    [InlineData("$srcdir/tests/files/a", true)]
    [InlineData("$(top_srcdir)/Test/a", true)]
    [InlineData("src/testing.c", false)]
    [InlineData("tests", false)]
    [InlineData("contest/a", false)]
    public void A_test_folder_anywhere_in_the_path_counts(string word, bool expected) =>
        Assert.Equal(expected, PathWords.IsTestPath(word));
}
