using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Tests.Release.Composition;

public sealed class AclocalFrameTests
{
    [Fact]
    public void The_check_of_autoconfs_version_is_aclocals_whatever_the_version()
    {
        const string Check =
            "m4_ifndef([AC_AUTOCONF_VERSION],\n  [m4_copy([m4_PACKAGE_VERSION], [AC_AUTOCONF_VERSION])])dnl\n";
        Assert.True(AclocalFrame.IsStatement(Check));
        Assert.False(AclocalFrame.IsStatement(Check.Replace("  [", "[", StringComparison.Ordinal)));
        Assert.False(AclocalFrame.IsStatement(Check.Replace("m4_copy", "m4_esyscmd", StringComparison.Ordinal)));
    }

    [Fact]
    public void Another_header_is_not_aclocals()
    {
        Assert.False(AclocalFrame.IsHeader("# generated automatically by aclocal 1.16.5 -*- Autoconf -*-\n"));
        Assert.False(AclocalFrame.IsHeader(""));
    }
}
