using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class CommandVariablesTests
{
    [Theory]
    [InlineData("CC", true)]
    [InlineData("SHELL", true)]
    [InlineData("PATH", true)]
    [InlineData("ac_cv_path_SED", true)]
    [InlineData("prog_SOURCES", true)]
    [InlineData("ANY_COMMAND", true)]
    [InlineData("VERSION", false)]
    [InlineData("CFLAGS", false)]
    [InlineData("gl_cv_have_x", false)]
    public void Some_variables_decide_what_runs(string name, bool expected) =>
        Assert.Equal(expected, CommandVariables.IsCommand(name));

    [Theory]
    [InlineData("a; b")]
    [InlineData("a | b")]
    [InlineData("`a`")]
    [InlineData("-O2 -include x.h")]
    [InlineData("-specs=x")]
    [InlineData("-Wl,-T,x")]
    [InlineData("@x")]
    [InlineData("x.o")]
    [InlineData("lib/libx.a")]
    [InlineData("sh x")]
    [InlineData("/bin/sh x")]
    public void Some_values_make_a_command_or_read(string value) => Assert.NotNull(CommandVariables.ActingPart(value));

    [Theory]
    [InlineData("")]
    [InlineData("a b c")]
    [InlineData("-O2 -Wall -Ifoo -DX=1 -lz")]
    [InlineData("@CFLAGS@ @X@")]
    [InlineData("someone@example.org")]
    [InlineData("sh")]
    [InlineData("-Wl,-Bsymbolic")]
    public void Plain_values_do_not(string value) => Assert.Null(CommandVariables.ActingPart(value));
}
