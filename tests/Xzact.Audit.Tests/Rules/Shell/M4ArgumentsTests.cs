using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Tests.Rules.Shell;

public sealed class M4ArgumentsTests
{
    [Theory]
    [InlineData("AC_DEFUN", 1, M4ArgumentKind.Names)]
    [InlineData("AC_DEFUN", 2, M4ArgumentKind.Code)]
    [InlineData("AC_DEFUN", 9, M4ArgumentKind.Code)]
    [InlineData("m4_if", 2, M4ArgumentKind.Text)]
    [InlineData("m4_if", 3, M4ArgumentKind.Code)]
    [InlineData("AC_CHECK_HEADERS", 3, M4ArgumentKind.Code)]
    [InlineData("AC_CHECK_HEADERS", 4, M4ArgumentKind.Text)]
    [InlineData("AC_CONFIG_COMMANDS", 2, M4ArgumentKind.Code)]
    [InlineData("AC_SUBST", 2, M4ArgumentKind.Value)]
    [InlineData("MY_OWN", 1, M4ArgumentKind.Unknown)]
    public void The_manuals_prototypes_say_what_an_argument_is(string macro, int index, object kind) =>
        Assert.Equal(kind, M4Arguments.KindOf(macro, index));

    [Fact]
    public void What_runs_its_argument_is_never_listed_as_text() => Assert.All(
        (string[])["AC_CONFIG_COMMANDS_PRE", "AC_CONFIG_COMMANDS_POST", "AS_IF", "AS_CASE", "m4_esyscmd",
            "AC_RUN_IFELSE", "AC_TRY_RUN", "AC_OUTPUT_COMMANDS", "m4_divert_text"],
        macro => Assert.Equal(M4ArgumentKind.Unknown, M4Arguments.KindOf(macro, 1)));
}
