using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class M4ShellTextTests
{
    private static string Shell(string text)
    {
        Dictionary<string, string> definitions = [];
        M4ShellText.Define(text, definitions);
        return string.Join('|', M4ShellText.Of(text, definitions).Text
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("a=1 dnl nothing\nb", "a=1|b")]
    [InlineData("AC_CONFIG_COMMANDS([x], [eval $y | sh])", "eval $y | sh")]
    [InlineData("AS_IF([test $x], [a b], [c=d])", "if test $x|then :|a b|else :|c=d|fi")]
    [InlineData("AC_SUBST([X], ['y z'])", "X='y z'")]
    [InlineData("AC_MSG_ERROR([cat tests/a | sh])", ":")]
    [InlineData("x=\"AC_THING([y])\"", "x=\"m4_value\"")]
    [InlineData("[[a-z]]", "[a-z]")]
    [InlineData("# AC_CONFIG_COMMANDS([x], [a | b])", "")]
    public void Shell_text_is_taken_out(string text, string shell) => Assert.Equal(shell, Shell(text));

    [Fact]
    public void Macros_of_the_tree_are_expanded_with_their_arguments() =>
        Assert.EndsWith("|cat q | sh|x", Shell("AC_DEFUN([DEMO_A], [cat $1 | sh])\nDEMO_A([q])\nx"),
            StringComparison.Ordinal);

    [Fact]
    public void Lines_are_those_of_the_file()
    {
        BuildScript script = M4ShellText.Of("a\nAC_CACHE_VAL([x], [\n  b=1\n])\nc\n", new Dictionary<string, string>());
        Assert.Equal(3, script.Lines.LineAt(script.Text.IndexOf("b=1", StringComparison.Ordinal)));
        Assert.Equal(5, script.Lines.LineAt(script.Text.LastIndexOf('c')));
    }
}
