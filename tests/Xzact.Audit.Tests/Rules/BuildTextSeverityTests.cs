using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class BuildTextSeverityTests
{
    private static Evidence? Act(FileRole role, string text, string? tag = null)
    {
        AccountKind kind = tag is null ? AccountKind.Unaccounted : AccountKind.Modified;
        return BuildTextSeverity.FirstAct(new(new("x", new(kind, "")) { Role = role }, text, tag));
    }

    [Theory]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [rm -f conftest])")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [x=`date`])")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [$ac_demo_cmd])")]
    [InlineData(FileRole.Macro, "m4_include([other.m4])")]
    [InlineData(FileRole.Macro, "m4_esyscmd([date])")]
    [InlineData(FileRole.Macro, "AC_CONFIG_COMMANDS([x])")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [read line < file])")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [./run])")]
    [InlineData(FileRole.Make, "all:\n\tdate")]
    [InlineData(FileRole.Make, "include other.mk")]
    [InlineData(FileRole.Make, "X := $(shell date)")]
    [InlineData(FileRole.CMake, "execute_process(COMMAND date)")]
    [InlineData(FileRole.CMake, "include (other.cmake)")]
    [InlineData(FileRole.Meson, "run_command('date')")]
    [InlineData(FileRole.PackageBuild, "import os")]
    [InlineData(FileRole.Script, "#!/bin/sh\ndate")]
    public void Text_that_runs_or_reads_something_acts(FileRole role, string text) => Assert.NotNull(Act(role, text));

    [Theory]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [demo=plain])")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [AC_SUBST([demo_label])])")]
    [InlineData(FileRole.Macro, "AC_CHECK_HEADERS([stdint.h stddef.h])")]
    [InlineData(FileRole.Macro, "dnl run `date`\n# run `date`")]
    [InlineData(FileRole.Macro, "AC_DEFUN([X], [if test \"x$demo\" = x; then demo=1; fi])")]
    [InlineData(FileRole.Make, "EXTRA_DIST = a \\\n\tb")]
    [InlineData(FileRole.Make, "\t# only a comment")]
    [InlineData(FileRole.CMake, "set(X 1)\n# include(y)")]
    [InlineData(FileRole.Meson, "# run_command('date')")]
    public void Text_that_only_declares_does_not_act(FileRole role, string text) => Assert.Null(Act(role, text));

    [Fact]
    public void In_a_modified_file_only_new_lines_count()
    {
        Assert.Null(Act(FileRole.Script, "date\nx=1", "date\n"));
        Assert.Equal(2, Act(FileRole.Script, "date\nuname", "date\n")?.Line);
    }
}
