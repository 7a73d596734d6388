using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class MakeShellTextTests
{
    private static readonly Dictionary<string, string> s_substituted = new() { ["CMD"] = "xz -d" };

    [Theory]
    [InlineData("A = b\nx: y z\n\t@run $(A) $@ $< $^ $$h\n", "run b x y y z $h\n")]
    [InlineData("x:\n\t$(NONE) a\n", "${NONE} a\n")]
    [InlineData("x:\n\t$(CMD) a @CMD@\n", "xz -d a xz -d\n")]
    [InlineData("x:\n\tsed 's|@A@|b|;s/@CMD@/c/' @A@\n", "sed 's|@A@|b|;s/xz -d/c/' ${A}\n")]
    [InlineData("A := $(shell cat b)\n", "A=`cat b`\n")]
    [InlineData("A = c\nA += d\nx: ; e $(A)\n", "e c d\n")]
    public void Recipes_have_their_variables(string text, string shell) =>
        Assert.Equal(shell, MakeShellText.Of(text, s_substituted).Build.Text);

    [Fact]
    public void Targets_of_tests_are_apart()
    {
        (BuildScript build, BuildScript tests) = MakeShellText.Of("all:\n\ta\ncheck-local:\n\tb\n", s_substituted);
        Assert.Equal(("a\n", "b\n"), (build.Text, tests.Text));
        Assert.Equal((2, 4), (build.Lines.LineAt(0), tests.Lines.LineAt(0)));
    }
}
