using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Tests.Rules.Shell;

public sealed class ShellActsTests
{
    private static Evidence? Act(string text) => ShellActs.First(new(
        new("configure.ac", new(AccountKind.Unaccounted, "")) { Role = FileRole.ConfigureInput }, text));

    [Theory]
    [InlineData("AC_CONFIG_FILES([Makefile:tests/data])")]
    [InlineData("AC_CONFIG_LINKS([Makefile:tests/data])")]
    [InlineData("AC_CONFIG_SUBDIRS([tests])")]
    [InlineData("AC_CONFIG_MACRO_DIRS([tests/m4])")]
    [InlineData("ac_cv_path_SED=./x")]
    [InlineData("CC=\"sh x\"")]
    [InlineData("PATH=tests:$PATH")]
    [InlineData("DEMO_X([. tests/data.bin])")]
    [InlineData(". ./tests/data.bin")]
    [InlineData("\"$@\"")]
    [InlineData("label=\"sh x\"")]
    [InlineData("CFLAGS=\"$CFLAGS -include x.h\"")]
    public void What_decides_what_runs_or_is_read_acts(string text) => Assert.NotNull(Act(text));

    [Theory]
    [InlineData("label=\"two words\"")]
    [InlineData("CFLAGS=\"$CFLAGS -Wall\"")]
    [InlineData("CC=")]
    [InlineData("gl_cv_x=yes")]
    public void Plain_assignments_do_not(string text) => Assert.Null(Act(text));
}
