using Xzact.Audit.Archives;
using Xzact.Audit.Release;

namespace Xzact.Audit.Tests.Release;

public sealed class ArchivedFileTests
{
    private static readonly ArchivedFile s_file = new("a", ArchiveMemberType.File)
    {
        Mode = 0x1A4,
        BlobId = "1",
        Sha256 = "2",
    };

    private static readonly ArchivedFile s_link = new("a", ArchiveMemberType.SymbolicLink) { LinkTarget = "b" };

    [Fact]
    public void Files_are_alike_by_content_and_mode_whatever_they_are_called()
    {
        Assert.True(s_file.IsAlike(s_file with { StoredName = "./a", Offset = 512, LinkTarget = "b" }));
        Assert.False(s_file.IsAlike(s_file with { BlobId = "3" }));
        Assert.False(s_file.IsAlike(s_file with { Sha256 = "3" }));
        Assert.False(s_file.IsAlike(s_file with { Mode = 0x1ED }));
        Assert.False(s_file.IsAlike(s_file with { Type = ArchiveMemberType.Other }));
    }

    [Fact]
    public void Links_are_alike_by_their_target()
    {
        Assert.True(s_link.IsAlike(s_link with { StoredName = "./a" }));
        Assert.False(s_link.IsAlike(s_link with { LinkTarget = "c" }));
        Assert.False(s_link.IsAlike(s_file));
    }

    [Fact]
    public void Devices_are_never_alike() =>
        Assert.False((s_file with { Type = ArchiveMemberType.BlockDevice })
            .IsAlike(s_file with { Type = ArchiveMemberType.BlockDevice }));

    [Theory]
    [InlineData(0x1ED, true)]
    [InlineData(0x1A4, false)]
    [InlineData(0x1AC, true)]
    public void A_file_is_executable_if_anyone_may_execute_it(int mode, bool expected) =>
        Assert.Equal(expected, (s_file with { Mode = mode }).IsExecutable);

    [Fact]
    public void Every_type_has_a_description() => Assert.All(
        Enum.GetValues<ArchiveMemberType>(),
        type => Assert.NotEmpty((s_file with { Type = type, LinkTarget = "b" }).Description));
}
