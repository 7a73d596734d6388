using Xzact.Audit.Known.Parts;
using Xzact.Audit.Release.Composition;

namespace Xzact.Audit.Tests.Release.Composition;

public sealed class TagLinesTests
{
    private static readonly TagLines s_tag = new(
        [
            ("configure.ac", "AS_IF([test -n \"$own\"], [own_tool --first])\n"),
            ("m4/x.m4", "AC_DEFUN([X], [echo \"own $1\"])\n"),
        ]);

    [Theory]
    [InlineData("own_tool --first", true)]
    [InlineData("echo \"own words\"", true)]
    [InlineData("echo \"own `inert`\"", false)]
    [InlineData("own_tool --second", false)]
    public void Lines_and_arguments_of_the_tag_are_found(string line, bool expected)
    {
        List<KnownLine> found = [];
        s_tag.Find(line, s_tag.Supplies, found);
        Assert.Equal(expected, found.Count > 0);
    }

    [Fact]
    public void Only_whole_lines_and_arguments_are_supplied()
    {
        Assert.True(s_tag.Supplies("own_tool --first"));
        Assert.False(s_tag.Supplies("own_tool"));
    }
}
