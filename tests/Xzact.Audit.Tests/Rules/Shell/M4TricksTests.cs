using Xzact.Audit.Case;
using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Tests.Rules.Shell;

public sealed class M4TricksTests
{
    private static Evidence? Trick(string text, string? tag = null) => M4Tricks.First(new(
        new("x.m4", new(tag is null ? AccountKind.Unaccounted : AccountKind.Modified, "")) { Role = FileRole.Macro },
        text, tag));

    [Theory]
    [InlineData("m4_changecom([;])\n# x")]
    [InlineData("changecom")]
    [InlineData("m4_[]changecom([])")]
    [InlineData("m4_undefine([dnl])")]
    [InlineData("m4_undefine(\n  [d][nl])")]
    [InlineData("m4_define([dnl], [])")]
    [InlineData("m4_rename([dnl], [other])")]
    [InlineData("AC_COMPILE_IFELSE([AC_LANG_SOURCE([int x;\n_ACEOF\nsh x\ncat >conftest.c <<_ACEOF\nint y;])])")]
    [InlineData("AC_DEFINE_UNQUOTED([X], [1\n_ACEOF\nsh x\n], [x])")]
    [InlineData("AC_MSG_NOTICE([x\nEOF\nsh x\n])")]
    public void Text_that_changes_its_own_meaning_is_found(string text) => Assert.NotNull(Trick(text));

    [Theory]
    [InlineData("AC_DEFUN([X], [cat <<_ACEOF\ntext\n_ACEOF\n])")]
    [InlineData("dnl a line\n# another")]
    [InlineData("AC_LANG_SOURCE([int x;\nBEGIN_DECLS\nint y;])")]
    public void Ordinary_text_is_not(string text) => Assert.Null(Trick(text));

    [Fact]
    public void What_the_tag_has_too_is_not_new() =>
        Assert.Null(Trick("m4_changecom([;])\nx\n", "m4_changecom([;])\n"));
}
