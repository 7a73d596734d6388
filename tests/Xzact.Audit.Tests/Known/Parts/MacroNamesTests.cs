using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class MacroNamesTests
{
    [Theory]
    [InlineData("AC_DEFUN", true)]
    [InlineData("_LT_TAGVAR", true)]
    [InlineData("gl_FUNC_FOO", true)]
    [InlineData("m4_if", true)]
    [InlineData("gl_cv_func_foo", false)]
    [InlineData("main", false)]
    public void Macros_are_told_from_functions_and_variables(string word, bool expected) =>
        Assert.Equal(expected, MacroNames.IsCalled(word));

    [Theory]
    [InlineData("AC_PROG_CC", true)]
    [InlineData("AS_MESSAGE_LOG_FD", true)]
    [InlineData("PKG_CONFIG", false)]
    [InlineData("AM_CFLAGS", false)]
    public void Without_a_parenthesis_only_names_that_are_no_variables_count(string word, bool expected) =>
        Assert.Equal(expected, MacroNames.IsBare(word));
}
