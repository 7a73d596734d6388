using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class ArgumentTextTests
{
    private static string? Act(string text) => BuildTextSeverity.FirstAct(
        new(new("m4/x.m4", new(AccountKind.Unaccounted, "")) { Role = FileRole.Macro }, text))?.What;

    // Each of these was reported as a command in a real release.
    [Theory]
    [InlineData("m4_if(m4_defn([AC_AUTOCONF_VERSION]), [2.71],,\n[m4_warning([old])])")]
    [InlineData("AC_DEFUN([X], [\n  m4_pattern_forbid([^gl_[A-Z]])dnl the namespace\n])")]
    [InlineData("AC_DEFUN([LT_X], [_LT_SET_OPTIONS([$0], [$1])])")]
    [InlineData("gl_MODULES([\n  getline\n  time/localcharset\n])")]
    [InlineData("m4_define([LT_PACKAGE_VERSION], [2.4.7-dirty])")]
    [InlineData("m4_pushdef([gl_MACRO_PREFIX], [gl])")]
    [InlineData("gl_ADD_PROG([optional_bin_progs], [@<:@])")]
    [InlineData("gl_ADD_PROG([single_binary], [arch,hostname])")]
    [InlineData("AM_XGETTEXT_OPTION([--flag=error:3:c-format])")]
    [InlineData("gl_LIBUNISTRING_MODULE([0.9.11], [uniconv/u8-conv-from-enc])")]
    [InlineData("AC_DEFINE([X], [1], [Define to 1 if the system's <x.h> is old])")]
    [InlineData("AC_CHECK_DECLS([strndup], [], [], [[#include <string.h>]])")]
    [InlineData("AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[#include <x.h>]], [[return f (1);]])], [x=yes], [x=no])")]
    [InlineData("AC_DEFUN([X], [PKG_CHECK_MODULES([FOO], [foo >= 1.2 $more])])")]
    [InlineData("AC_SUBST([X], [$y])")]
    [InlineData("AC_MSG_WARN([rm is not run; neither is this])")]
    [InlineData("AC_ARG_ENABLE([x], [AS_HELP_STRING([--enable-x], [make it so])], [x=$enableval])")]
    public void Data_in_an_argument_is_no_command(string text) => Assert.Null(Act(text));

    [Theory]
    [InlineData("AC_DEFUN([X], [date])", "runs 'date'")]
    [InlineData("m4_define([X], [rm -f y])", "runs 'rm'")]
    [InlineData("m4_if([a], [b], [rm y])", "runs 'rm'")]
    [InlineData("AC_SUBST([X], [1; rm y])", "runs 'rm'")]
    [InlineData("AC_SUBST([X], [`date`])", "substitution")]
    [InlineData("AC_DEFINE([X], [`date`])", "substitution")]
    [InlineData("AC_CHECK_HEADER([x.h], [rm y])", "runs 'rm'")]
    [InlineData("AC_CACHE_CHECK([message], [x+}; rm y], [])", "runs 'rm'")]
    [InlineData("MY_MACRO([rm y])", "runs 'rm'")]
    [InlineData("AC_DEFUN([X], [$1 -rf y])", "runs '$1'")]
    [InlineData("AC_DEFUN([X], [$[]1 y])", "runs '$'")]
    [InlineData("AC_DEFUN([X], [@S|@todo y])", "runs '$todo'")]
    [InlineData("$1", "runs '$1'")]
    [InlineData("AC_DEFUN([gl_MODULES], [$1])", "anew")]
    [InlineData("m4_copy([MY_RUN], [AC_MSG_WARN])", "anew")]
    [InlineData("AC_DEFINE([X], m4_divert_text([INIT_PREPARE], [rm y]))", "m4_divert_text")]
    [InlineData("AC_DEFUN([X], [# AC_MSG_WARN(\nrm y])", "runs 'rm'")]
    [InlineData("MY_MACRO([a; date])", "runs 'date'")]
    public void What_becomes_shell_text_is_a_command(string text, string what) =>
        Assert.Contains(what, Act(text) ?? "(nothing)", StringComparison.Ordinal);
}
