using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class MacroUnitTests
{
    [Fact]
    public void A_file_is_split_into_statements_and_what_stands_between_them()
    {
        const string Text =
            "# a comment ]\ndnl another (\n\nAC_DEFUN([ONE],\n[echo ')'\n# inside, and quoted\n])\n"
            + "m4_include([m4/x.m4])\n"
            + "AC_DEFUN(TWO, [b])dnl tail ([\nTHREE\n";
        MacroFile file = MacroFile.Read(Text)!;
        Assert.Equal(["ONE", "m4_include", "TWO", "THREE"], file.Units.Select(unit => unit.Name));
        MacroGap gap = Assert.Single(MacroGap.Of(Text, file.Units));
        Assert.Equal(new(0, 29, null, "ONE"), gap);
        Assert.Equal(Text.Length, gap.Length + file.Units.Sum(unit => unit.Length));
    }

    [Theory]
    [InlineData("AC_DEFUN([A], [never closed\n")]
    [InlineData("changequote(<<, >>)\nAC_DEFUN([A], [b])\n")]
    [InlineData("m4_changecom([%])\n")]
    [InlineData("dnl([a])\n")]
    [InlineData("AC_DEFUN([A], [b])dnl([c])\n")]
    public void What_does_not_balance_or_changes_the_quotes_is_refused(string text) =>
        Assert.Null(MacroFile.Read(text));

    [Fact]
    public void A_bracket_that_closes_nothing_is_text_as_in_m4() =>
        Assert.Equal(2, MacroFile.Read("AC_SUBST([x])])\nAC_SUBST([y])\n")!.Units.Count);

    [Theory]
    [InlineData("#")]
    [InlineData("# x")]
    [InlineData("AC_X # no line end")]
    [InlineData("AC_X dnl")]
    public void A_comment_without_a_line_end_ends_the_file(string text) => Assert.NotNull(MacroFile.Read(text));
}
