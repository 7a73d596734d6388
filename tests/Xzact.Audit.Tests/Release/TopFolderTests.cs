using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class TopFolderTests
{
    private static readonly HashSet<string> s_tracked = ["a", "src/b", "src/c"];

    [Theory]
    [InlineData("x-1/", "x-1/a", "x-1/src/b")]
    [InlineData("x-1/", "./x-1/a", "./x-1/src/b", "./x-1/src/new")]
    [InlineData("x-1/", "x-1/a", "x-1/src/b", "outside", "other/file")]
    [InlineData("", "a", "src/b", "src/c")]
    [InlineData("", "src/b", "src/c")]
    [InlineData("", "./a", "./src/b")]
    [InlineData("x-1/", "x-1/p", "x-1/q")]
    [InlineData("", "p", "q/r")]
    public void The_folder_that_fits_the_tag_best_is_taken_off(string expected, params string[] names) =>
        Assert.Equal(expected, TopFolder.Find(names, s_tracked));

    [Theory]
    [InlineData("x/", "x/a", "a")]
    [InlineData("x/", "./x//a", "a")]
    [InlineData("x/", "y/a", null)]
    [InlineData("x/", "x/../a", null)]
    [InlineData("x/", "/x/a", null)]
    [InlineData("x/", "x/", null)]
    [InlineData("", "a/b", "a/b")]
    [InlineData("", "../a", null)]
    public void A_name_outside_the_folder_has_no_path(string top, string name, string? expected) =>
        Assert.Equal(expected, TopFolder.Below(top, name));
}
