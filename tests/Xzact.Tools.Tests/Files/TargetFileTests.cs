using Xzact.Tools.Files;
using Xzact.Tools.Interop;

namespace Xzact.Tools.Tests.Files;

public sealed class TargetFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("xz-target-");

    private string Target => Path.Combine(_folder.FullName, "target");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    public void A_published_file_has_its_name_and_there_is_nothing_else(bool unnamed, bool replaces, bool syncs)
    {
        using (TargetFile file = TargetFile.Create(Target, replaces, syncs, unnamed))
        {
            Assert.Equal(0, Posix.WriteAll(file.Descriptor, "content"u8));
            Assert.Equal(unnamed ? 0 : 1, _folder.GetFiles().Length);
            file.Publish();
        }

        Assert.Equal(["target"], _folder.GetFiles().Select(file => file.Name));
        Assert.Equal("content", File.ReadAllText(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_not_published_is_gone(bool unnamed)
    {
        using (TargetFile file = TargetFile.Create(Target, replaces: false, syncs: false, unnamed))
        {
            Assert.Equal(0, Posix.WriteAll(file.Descriptor, "content"u8));
        }

        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_name_that_was_taken_meanwhile_stays_with_who_took_it(bool unnamed)
    {
        using (TargetFile file = TargetFile.Create(Target, replaces: false, syncs: false, unnamed))
        {
            File.WriteAllText(Target, "foreign");
            SkippedException error = Assert.Throws<SkippedException>(file.Publish);
            Assert.EndsWith(": File exists", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("foreign", File.ReadAllText(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_replaced_stays_until_then(bool unnamed)
    {
        File.WriteAllText(Target, "old");
        using TargetFile file = TargetFile.Create(Target, replaces: true, syncs: true, unnamed);
        Assert.Equal(0, Posix.WriteAll(file.Descriptor, "new"u8));
        Assert.Equal("old", File.ReadAllText(Target));
        file.Publish();
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_directory_is_never_replaced()
    {
        Directory.CreateDirectory(Target);
        SkippedException error = Assert.Throws<SkippedException>(
            () => TargetFile.Create(Target, replaces: true, syncs: false));
        Assert.EndsWith(": Cannot remove: Is a directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_too_long_is_refused_before_all_work()
    {
        SkippedException error = Assert.Throws<SkippedException>(
            () => TargetFile.Create(Target + new string('x', 300), replaces: false, syncs: false));
        Assert.EndsWith(": File name too long", error.Message, StringComparison.Ordinal);
    }
}
