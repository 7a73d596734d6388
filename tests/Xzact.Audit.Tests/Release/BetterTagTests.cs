using Xzact.Audit.Case;
using Xzact.Audit.Release;

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
    public void The_tag_that_fits_is_found_among_many_that_are_written_more_alike()
    {
        using ReleaseFixture release = new();
        release.Git("tag", "v1.10.1", "v1.0");
        File.WriteAllText(Path.Combine(release.Repository, "src", "main.c"), "int main(void) { return 7; }\n");
        File.WriteAllText(Path.Combine(release.Repository, "README"), "The text of the old release.\n");
        File.WriteAllText(Path.Combine(release.Repository, "configure.ac"), "AC_INIT([demo], [0.9])\n");
        release.Git("add", "--update");
        release.Git("commit", "--quiet", "--message", "Other content");
        foreach (string other in Enumerable.Range(1, 40).Select(n => $"v{n}.9.0").Append("v1.9.9"))
        {
            release.Git("tag", other);
        }

        release.Git("tag", "--force", "v1.0");
        release.Git("tag", "v1.9.1");
        CaseReport report = ReleaseAudit.Run(release.Request() with { Tag = "v1.9.9" });
        Assert.Equal("v1.10.1", report.Source!.BetterTag?.Name);
    }

    [Fact]
    public void An_archive_that_fits_its_tag_gets_no_remark()
    {
        using ReleaseFixture release = new();
        release.Git("tag", "v1.1", "v1.0");
        Assert.Null(release.Audit().Source!.BetterTag);
    }
}
