using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Release.Regeneration;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class RegeneratedFilesTests
{
    [Fact]
    public void Files_of_the_tree_and_of_the_release_tree_are_kept_where_they_are_wanted()
    {
        RegeneratedFiles files = Read(
            new TarBuilder().Add("./tree/configure", "one", mode: 0x1ED).Add("./tree/foo-1.0/configure", "two")
                .Add("./again/configure", "three").Add("./again/other", "x")
                .Add("./tree/other", "x").Add("./elsewhere/configure", "y").Add("./steps", "bootstrap\t0\t1\n"));
        Assert.Equal(
            [RegeneratedIn.Tree, RegeneratedIn.Release, RegeneratedIn.SecondRun],
            files.Of("configure").Select(f => f.In));
        Assert.Equal(["one", "two", "three"], files.Of("configure").Select(f => Encoding.ASCII.GetString(f.Content!)));
        Assert.Equal([true, false, false], files.Of("configure").Select(f => f.IsExecutable));
        Assert.Empty(files.Of("other"));
        Assert.Equal("bootstrap\t0\t1\n", files.Steps);
    }

    [Fact]
    public void A_folder_of_the_tag_is_no_release_tree()
    {
        RegeneratedFiles files = Read(new TarBuilder().Add("./tree/old-1.0/configure", "tracked"), "old-1.0");
        Assert.Empty(files.Of("configure"));
    }

    [Fact]
    public void A_link_or_a_device_is_no_file() => Assert.Empty(
        Read(new TarBuilder().Add("./tree/configure", "", '2', "/etc/passwd")).Of("configure"));

    [Fact]
    public void A_member_over_the_limits_ends_the_reading() => Assert.Throws<ArchiveException>(
        () => Read(
            new TarBuilder().Add("./tree/configure", new string('x', 5000)), limits: new() { MaxTotalBytes = 99 }));

    private static RegeneratedFiles Read(TarBuilder tar, string tagFolder = "src", ArchiveLimits? limits = null)
    {
        RegeneratedFiles files = new(new HashSet<string> { "configure" }, new HashSet<string> { tagFolder });
        using MemoryStream stream = new(tar.End());
        files.Read(stream, limits ?? ArchiveLimits.Default);
        return files;
    }
}
