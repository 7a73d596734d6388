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
    [InlineData("AC_CONFIG_COMMANDS([x], [[grep '[a-z]' y | sh]])", "grep '[a-z]' y | sh")]
    [InlineData("AC_CONFIG_COMMANDS([x], [grep '[[a-z]]' y | sh])", "grep '[a-z]' y | sh")]
    [InlineData("# AC_CONFIG_COMMANDS([x], [a | b])", "")]
    public void Shell_text_is_taken_out(string text, string shell) => Assert.Equal(shell, Shell(text));

    /// <summary>The calls that are found in configure.ac beside those that autom4te --trace lists there. For real
    /// trees: <c>XZACT_CONFIGURE_AC</c> names their files, with a colon between two.</summary>
    [Fact]
    public async Task The_calls_found_are_those_that_autom4te_lists()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/autom4te"), "autom4te is not installed.");
        string? named = Environment.GetEnvironmentVariable("XZACT_CONFIGURE_AC");
        using AutotoolsFolder made = new();
        string[] paths = named is null ? [made.ConfigureInput] : named.Split(':');
        foreach (string path in paths)
        {
            MacroTrace trace = await MacroTrace.OfAsync(path, TestContext.Current.CancellationToken);
            TestContext.Current.SendDiagnosticMessage(trace.ToString());
            Assert.True(trace.Listed > 0, $"{path}: autom4te lists nothing");

            // Of a real file a first argument may be computed, or a branch of m4 not taken.
            Assert.DoesNotContain(trace.Differences, d =>
                named is null || d.Contains("autom4te alone", StringComparison.Ordinal));
        }
    }

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
