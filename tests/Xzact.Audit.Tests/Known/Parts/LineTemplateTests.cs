using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class LineTemplateTests
{
    [Theory]
    [InlineData("if test \"$ac_cv_\u0001\" = yes; then", "if test \"$ac_cv_func_x\" = yes; then", true)]
    [InlineData("if test \"$ac_cv_\u0001\" = yes; then", "if test \"$ac_cv_x\" = yes; then", true)]
    [InlineData("if test \"$ac_cv_\u0001\" = yes; then", "if test \"$ac_cv_`inert`\" = yes; then", false)]
    [InlineData("if test \"$ac_cv_\u0001\" = yes; then", "if test \"$ac_cv_$(inert)\" = yes; then", false)]
    [InlineData("if test \"$ac_cv_\u0001\" = yes; then", "if test \"$ac_cv_x\"; inert; : \"\" = yes; then", false)]
    [InlineData("result=$prefix\u0001", "result=$prefix/lib", true)]
    [InlineData("result=$prefix\u0001", "result=$prefix inert", false)]
    [InlineData("result=$prefix\u0001", "result=$prefix;inert", false)]
    [InlineData("result=$prefix\u0001", "result=$prefix|inert", false)]
    [InlineData("\u0001 conftest.$ac_ext >&5", "inert conftest.$ac_ext >&5", false)]
    [InlineData("eval \"$as_echo \u0001\"", "eval \"$as_echo inert\"", false)]
    [InlineData("\u0001archive_cmds='$CC -shared'", "archive_cmds='$CC -shared'", true)]
    [InlineData("\u0001archive_cmds='$CC -shared'", "inert archive_cmds='$CC -shared'", false)]
    [InlineData("AAAAAAAA\u0001BBBB\u0001CCCC", "AAAAAAAAxBBBByCCCC", true)]
    [InlineData("AAAAAAAA\u0001BBBB\u0001CCCC", "AAAAAAAAxCCCC", false)]
    public void A_hole_takes_a_word_or_quoted_text_and_nothing_that_acts(string template, string line, bool expected) =>
        Assert.Equal(expected, LineTemplate.Parse(template)!.Matches(line, _ => false));

    [Fact]
    public void What_the_tag_supplies_may_stand_where_a_command_begins()
    {
        LineTemplate template = LineTemplate.Parse("\u0001 conftest.$ac_ext >&5")!;
        Assert.True(template.Matches("own-tool --check conftest.$ac_ext >&5", text => text == "own-tool --check"));
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("a=\u0001")]
    [InlineData("no hole at all")]
    public void Too_little_fixed_text_is_no_template(string line) => Assert.Null(LineTemplate.Parse(line));

    [Fact]
    public void A_word_that_could_carry_data_fills_no_hole() => Assert.False(
        LineTemplate.Parse("echo \"result: \u0001\"")!.Matches($"echo \"result: {new string('A', 65)}\"", _ => false));
}
