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

    [Theory]
    [InlineData("755", true, false)]
    [InlineData("775", true, false)]
    [InlineData("700", true, false)]
    [InlineData("750", true, false)]
    [InlineData("555", true, false)]
    [InlineData("711", true, false)]
    [InlineData("654", false, false)]
    [InlineData("744", false, false)]
    [InlineData("754", false, false)]
    [InlineData("611", false, false)]
    [InlineData("644", false, true)]
    [InlineData("664", false, true)]
    [InlineData("600", false, true)]
    [InlineData("444", false, true)]
    [InlineData("645", false, false)]
    [InlineData("000", false, true)]
    public void The_modes_that_a_umask_makes_of_the_two_of_git_are_told_apart(
        string mode, bool executable, bool plain)
    {
        Assert.Equal(executable, UnixMode.CanBe(Convert.ToInt32(mode, 8), isExecutable: true));
        Assert.Equal(plain, UnixMode.CanBe(Convert.ToInt32(mode, 8), isExecutable: false));
    }

    [Fact]
    public void The_constants_are_those_of_the_manual_in_octal() => Assert.Equal(
        ["7777", "6000", "644", "755"],
        new[] { UnixMode.PermissionMask, UnixMode.SetIdMask, UnixMode.DefaultFile, UnixMode.DefaultDirectory }
            .Select(mode => Convert.ToString(mode, 8)));
}
