using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Tests.Release.Composition;

public sealed class ToolFrameTests
{
    [Theory]
    [InlineData("fi", true)]
    [InlineData("printf %s \"checking for gcc... \" >&6; }", true)]
    [InlineData("printf %s \"checking for $ac_word... \" >&6; }", true)]
    [InlineData("printf %s \"checking for `inert`... \" >&6; }", false)]
    [InlineData("printf %s \"checking\"; inert; : \"\" >&6; }", false)]
    [InlineData("ac_cv_func_x=yes", true)]
    [InlineData("ac_cv_func_x=$(inert)=yes", false)]
    [InlineData("inert", false)]
    public void The_frame_of_configure_holds_messages_and_names_but_nothing_that_acts(string line, bool expected) =>
        Assert.Equal(expected, ToolFrame.Autoconf.Holds(line, _ => false));

    [Fact]
    public void A_wrapper_gives_out_what_it_holds() => Assert.Contains(
        "test -n x1", ToolFrame.Parse("~if {}; then\n").Unwrapped("if test -n x1; then"));

    [Fact]
    public void A_shape_with_too_little_fixed_text_is_refused() =>
        Assert.Throws<ArgumentException>(() => ToolFrame.Parse("a={}"));
}
