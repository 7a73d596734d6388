using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Release;

public sealed class BetterTagTests
{
    [Fact]
    public void An_archive_of_the_next_release_names_the_tag_that_fits_better()
    {
        using ReleaseFixture release = new();
        release.Git("tag", "v1.1", "v1.0");
        File.WriteAllText(Path.Combine(release.Repository, "src", "main.c"), "int main(void) { return 7; }\n");
        File.WriteAllText(Path.Combine(release.Repository, "README"), "The text of the old release.\n");
        release.Git("add", "--update");
        release.Git("commit", "--quiet", "--message", "Other content");
        release.Git("tag", "--force", "v1.0");
        FittingTag better = release.Audit().Source!.BetterTag!;
        Assert.Equal("v1.1", better.Name);
        Assert.True(better.Identical > better.IdenticalHere, better.ToString());
    }

    [Fact]
    public void An_archive_that_fits_its_tag_gets_no_remark()
    {
        using ReleaseFixture release = new();
        release.Git("tag", "v1.1", "v1.0");
        Assert.Null(release.Audit().Source!.BetterTag);
    }
}
