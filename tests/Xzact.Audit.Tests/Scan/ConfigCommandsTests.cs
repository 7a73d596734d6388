using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class ConfigCommandsTests
{
    [Theory]
    [InlineData("AC_CONFIG_COMMANDS([a],[eval $b])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[:],[eval \"$b\"])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([eval $b],[:])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[echo x | sh])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[echo x | $SHELL 2>/dev/null])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[echo x | \"${CONFIG_SHELL}\" -s])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[echo x | /bin/sh])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[sh -c \"$x\"])", 1)]
    [InlineData("AC_CONFIG_COMMANDS([a],[sh -c 'exit 0'])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[sh ./made.sh])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[$SHELL $CONFIG_LT || AS_EXIT(1)])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[eval 'A''=$B'])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[eval ''$b])", 1)]
    [InlineData("AC_CONFIG_COMMANDS_POST([eval `cat x`])", 1)]
    [InlineData("dnl AC_CONFIG_COMMANDS([a],[eval $b])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[\n# eval $b\n:])", 0)]
    [InlineData("MY_AC_CONFIG_COMMANDS([a],[eval $b])", 0)]
    [InlineData("AC_CONFIG_COMMANDS([a],[eval $b", 0)]
    public void Bodies_that_run_text_are_found(string text, int count) =>
        Assert.Equal(count, ConfigCommands.In("configure.ac", text).Count());

    [Fact]
    public void The_line_is_that_of_the_command() => Assert.Equal(
        3, Assert.Single(ConfigCommands.In("a.m4", "x\nAC_CONFIG_COMMANDS([a],[\neval $b\n])")).Evidence.Line);

    [Fact]
    public void Calls_that_nobody_closes_cost_no_square_of_the_length() => Assert.Empty(ConfigCommands.In(
        "a.m4", string.Concat(Enumerable.Repeat("AC_CONFIG_COMMANDS([", 100_000))));
}
