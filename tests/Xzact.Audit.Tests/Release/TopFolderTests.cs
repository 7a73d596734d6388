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

    [Fact]
    public void A_folder_that_holds_all_is_taken_off_even_if_the_tag_tracks_its_files_under_its_name()
    {
        HashSet<string> tracked = ["a", "b", "c", "d", "e/a", "e/b", "e/z"];
        Assert.Equal("e/", TopFolder.Find(["e/a", "e/b", "e/z"], tracked));
        Assert.Equal("", TopFolder.Find(["e/a", "e/b", "b"], tracked));
        Assert.Equal("", TopFolder.Find(["e/a", "e/b"], new HashSet<string> { "a", "e/a", "e/b" }));
    }

    [Theory]
    [InlineData(true, "e/a", "e/b")]
    [InlineData(false, "e/a", "b")]
    [InlineData(false, "x/a", "x/b")]
    [InlineData(false, "src/a", "src/b")]
    public void An_archive_of_one_lesser_folder_of_the_tag_is_undecided(bool isUndecided, params string[] paths)
    {
        HashSet<string> tracked = ["src/a", "src/b", "src/c", "b", "e/a", "e/b"];
        tracked.UnionWith(["src/d", "src/e", "src/f"]);
        Assert.Equal(isUndecided, TopFolder.Undecided(paths, tracked) is not null);
    }

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

    [Theory]
    [InlineData(true, "x/", "x/a", "demo-1.0/a")]
    [InlineData(true, "x/", "x/a", "./demo_1.0/a")]
    [InlineData(true, "", "a", "demo-1.0/a")]
    [InlineData(false, "demo-1.0/", "demo-1.0/a", "x/a")]
    [InlineData(false, "x/", "x/a", "y/a")]
    [InlineData(false, "x/", "x/a", "demo-1.0")]
    public void A_folder_of_the_archives_name_beside_the_one_that_is_compared_is_told(
        bool isTold, string top, params string[] names) =>
        Assert.Equal(isTold, TopFolder.Other(top, names, "demo-1.0", s_tracked) is not null);

    [Fact]
    public void A_tracked_folder_of_the_archives_name_is_a_part_of_the_project() => Assert.Null(
        TopFolder.Other("", ["a", "demo-1.0/a"], "demo-1.0", new HashSet<string> { "a", "demo-1.0/a" }));
}
