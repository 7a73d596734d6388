using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class UnixModeTests
{
    [Theory]
    [InlineData("0010644", ArchiveMemberType.Fifo)]
    [InlineData("0020644", ArchiveMemberType.CharacterDevice)]
    [InlineData("0040755", ArchiveMemberType.Directory)]
    [InlineData("0060644", ArchiveMemberType.BlockDevice)]
    [InlineData("0100644", ArchiveMemberType.File)]
    [InlineData("0120777", ArchiveMemberType.SymbolicLink)]
    [InlineData("0140777", ArchiveMemberType.Other)] // a socket
    [InlineData("0170000", ArchiveMemberType.Other)]
    [InlineData("0007777", null)]
    [InlineData("0000000", null)]
    public void The_type_is_read_whatever_the_permissions(string octal, ArchiveMemberType? expected) =>
        Assert.Equal(expected, UnixMode.TypeOf(Convert.ToInt32(octal, 8)));

    [Fact]
    public void The_constants_are_those_of_the_manual_in_octal() => Assert.Equal(
        ["7777", "6000", "644", "755"],
        new[] { UnixMode.PermissionMask, UnixMode.SetIdMask, UnixMode.DefaultFile, UnixMode.DefaultDirectory }
            .Select(mode => Convert.ToString(mode, 8)));
}
