using System.Diagnostics;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Git;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*.c", "a.c", true)]
    [InlineData("*.c", "deep/er/a.c", true)]
    [InlineData("*.c", "a.c/file", false)]
    [InlineData("/*.c", "a.c", true)]
    [InlineData("/*.c", "deep/a.c", false)]
    [InlineData("a/*.c", "a/b/x.c", false)]
    [InlineData("a/?.c", "a/x.c", true)]
    [InlineData("a?b/c", "a/b/c", false)]
    [InlineData("a[!x]b/c", "a/b/c", false)]
    [InlineData("**/a", "a", true)]
    [InlineData("**/a", "x/y/a", true)]
    [InlineData("**/a", "xa", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "ab", false)]
    [InlineData("a\\*", "a*", true)]
    [InlineData("a\\*", "ab", false)]
    [InlineData("a\\", "a\\", false)]
    [InlineData("[a", "[a", false)]
    [InlineData("", "a", false)]
    [InlineData("A", "a", false)]
    public void A_pattern_of_the_top_folder_matches_as_the_manual_says(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new GlobPattern(pattern, "").IsMatch(path, isFolder: false));

    [Theory]
    [InlineData("x", "sub/x", true)]
    [InlineData("x", "sub/deep/x", true)]
    [InlineData("x", "x", false)]
    [InlineData("x", "submarine/x", false)]
    [InlineData("/x", "sub/x", true)]
    [InlineData("/x", "sub/deep/x", false)]
    [InlineData("a/x", "sub/a/x", true)]
    [InlineData("a/x", "a/x", false)]
    public void A_pattern_of_a_folder_matches_below_it_only(string pattern, string path, bool expected) =>
        Assert.Equal(expected, new GlobPattern(pattern, "sub/").IsMatch(path, isFolder: false));

    [Fact]
    public void A_slash_at_the_end_asks_for_a_folder()
    {
        var pattern = new GlobPattern("build/", "");

        Assert.True(pattern.IsMatch("a/build", isFolder: true));
        Assert.False(pattern.IsMatch("a/build", isFolder: false));
        Assert.True(new GlobPattern("build", "").IsMatch("a/build", isFolder: true));
    }

    [Theory]
    [InlineData("/**/**/**/**/**/**/**/**/**/**/**/x")]
    [InlineData("/*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**a**b")]
    public void A_pattern_that_could_be_tried_in_endless_ways_is_followed_once(string pattern)
    {
        var clock = Stopwatch.StartNew();
        string path = string.Concat(Enumerable.Repeat("aaa/", 5000)) + new string('a', 5000);

        Assert.False(new GlobPattern(pattern, "").IsMatch(path, isFolder: false));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
