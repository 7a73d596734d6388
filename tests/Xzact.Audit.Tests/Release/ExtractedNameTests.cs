using Xzact.Audit.Case;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ExtractedNameTests
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("./a//b")]
    [InlineData("a/./b/")]
    public void Spellings_of_one_path_are_one_name_without_doubt(string stored)
    {
        ExtractedName name = ExtractedName.Of(stored, isZip: false);
        Assert.Equal(["a", "b"], name.Components);
        Assert.Empty(name.Doubts);
    }

    [Theory]
    [InlineData("a/b\0.txt", "a|b", "zero byte")]
    [InlineData("/a/b", "a|b", "absolute")]
    [InlineData("a/../b", "a|..|b", "climbs")]
    [InlineData("..", "..", "climbs")]
    [InlineData("a\\..\\b", "a\\..\\b", "climbs")]
    public void A_name_that_extractors_take_differently_says_why(string stored, string components, string why)
    {
        ExtractedName name = ExtractedName.Of(stored, isZip: false);
        Assert.Equal(components.Split('|'), name.Components);
        Assert.Contains(
            name.Doubts,
            d => d.Kind == ArchiveDoubtKind.Name && d.What.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a\\b", false, "a\\b", nameof(ArchiveDoubtKind.ForeignName))]
    [InlineData("a\\b", true, "a|b", nameof(ArchiveDoubtKind.Name))]
    [InlineData("C:/b", false, "C:|b", nameof(ArchiveDoubtKind.ForeignName))]
    public void A_backslash_separates_in_a_zip_and_is_foreign_in_a_tar(
        string stored, bool isZip, string components, string kind)
    {
        ExtractedName name = ExtractedName.Of(stored, isZip);
        Assert.Equal(components.Split('|'), name.Components);
        Assert.Equal(kind, Assert.Single(name.Doubts).Kind.ToString());
    }
}
