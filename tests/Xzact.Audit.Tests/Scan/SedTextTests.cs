using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class SedTextTests
{
    [Theory]
    [InlineData("s/a/b/", "aa\na\n", "ba\nb\n")]
    [InlineData("s/a/b/g", "aa", "bb")]
    [InlineData("s|@x@|y/z|", "<@x@>\n", "<y/z>\n")]
    [InlineData("s/\\(.\\)\\(.\\)/\\2\\1/g", "abcd", "badc")]
    [InlineData("s/[^a-c]//g", "axbyc", "abc")]
    [InlineData("s/./<&>/", "ab", "<a>b")]
    [InlineData("y/ab/ba/", "aab", "bba")]
    [InlineData("1d;$d", "a\nb\nc\n", "b\n")]
    [InlineData("/^$/d", "a\n\nb\n", "a\nb\n")]
    [InlineData("/x/!d", "ax\nb\n", "ax\n")]
    [InlineData("2q", "a\nb\nc\n", "a\nb\n")]
    public void Lines_are_edited(string script, string text, string result) =>
        Assert.Equal(result, SedText.Apply([script], text));

    [Theory]
    [InlineData("/^b/,/^d/p", "a\nb\nc\nd\ne\n", "b\nc\nd\n")]
    [InlineData("s/^# //p", "# a\nb\n# c\n", "a\nc\n")]
    [InlineData("n;p", "a\nb\nc\nd\n", "b\nd\n")]
    public void Quiet_prints_what_is_asked_for(string script, string text, string result) =>
        Assert.Equal(result, SedText.Apply(["-n", script], text));

    [Fact]
    public void Several_scripts_are_done_in_order() =>
        Assert.Equal("c\n", SedText.Apply(["-e", "s/a/b/", "-e", "s/b/c/", "file"], "a\n"));

    [Theory]
    [InlineData("s/a/id/e")]
    [InlineData("w out")]
    [InlineData("s/\\(a\\)\\1/b/")]
    [InlineData("s/a")]
    public void What_is_not_known_gives_nothing(string script) => Assert.Null(SedText.Apply([script], "a\n"));
}
