using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Composition;
using Xzact.Audit.Tests.Known.Parts;

namespace Xzact.Audit.Tests.Release.Composition;

public sealed class LineAttributionTests
{
    private const string Macro = "AC_DEFUN([DEMO_X], [\nalpha=`one thing`\nbeta=`another thing`\n"
        + "if run_third \"$1\"; then\n"
        + "  gamma=`the last thing`\nfi\n])\n";

    private static readonly KnownPartsIndex s_known = KnownPartsWriterTests.Index(("demo", "x.m4", Macro, 1));
    private static readonly ToolFrame s_frame = ToolFrame.Parse("fi\nprintf \"checking {}\" >&5\n~if {}; then\n");
    private static readonly TagLines s_tag = new([("configure.ac", "AC_INIT([x])\nown_command --with words\n")]);

    [Fact]
    public void An_expansion_is_attributed_line_by_line()
    {
        LineAttribution lines = Split(
            "alpha=`one thing`\n\nbeta=`another thing`\nprintf \"checking for x\" >&5\nif run_third \"y\"; then\n"
            + "gamma=`the last thing`\nfi\nown_command --with words");
        Assert.Equal(
            [
                LineSource.Known, LineSource.Blank, LineSource.Known, LineSource.Frame, LineSource.Known,
                LineSource.Known, LineSource.Frame, LineSource.Tag,
            ],
            lines.Sources);
        Assert.Empty(lines.Residual);
        Assert.Equal(4, lines.Parts.Single(p => p.Key.Name == "DEMO_X").Value);
    }

    [Theory]
    [InlineData("inert_command --added")] // added in the middle
    [InlineData("alpha=`one thing`; inert")] // a command behind a known one
    [InlineData("if run_third \"`inert`\"; then")] // a command in a hole
    [InlineData("if run_third \"y\" | inert; then")]
    [InlineData("printf \"checking `inert`\" >&5")] // a command in the frame
    [InlineData("printf \"checking $(inert)\" >&5")]
    [InlineData("own_command --with words; inert")]
    [InlineData("./inert.sh")]
    [InlineData("# INERT TEST FIXTURE in a comment")]
    public void What_was_put_between_known_lines_is_left_over(string added)
    {
        LineAttribution lines = Split(
            $"alpha=`one thing`\nbeta=`another thing`\n{added}\nif run_third \"y\"; then\n"
            + "gamma=`the last thing`\nfi\n");
        Assert.Equal([3], lines.Residual);
    }

    [Theory]
    [InlineData("gamma=`the last thing`\n")] // alone
    [InlineData("gamma=`the last thing`\nbeta=`another thing`\nalpha=`one thing`\n")] // backwards
    [InlineData("gamma=`the last thing`\ngamma=`the last thing`\ngamma=`the last thing`\n")] // again and again
    public void Known_lines_out_of_their_order_prove_nothing(string text) =>
        Assert.Equal(text.Count(c => c == '\n'), Split(text).Residual.Count());

    private static LineAttribution Split(string text) => LineAttribution.Of(text, s_known, s_tag, s_frame);
}
