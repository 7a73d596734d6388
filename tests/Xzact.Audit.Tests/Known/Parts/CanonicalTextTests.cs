using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class CanonicalTextTests
{
    [Fact]
    public void A_line_is_folded_and_loses_its_brackets() =>
        Assert.Equal("if test -f a; then", CanonicalText.Line("\t if [test  -f\ta]; then \r"));

    [Theory]
    [InlineData("# plain words", true)]
    [InlineData("dnl plain words", true)]
    [InlineData("#include <x.h>", false)]
    [InlineData("#!/bin/sh", false)]
    [InlineData("# ends the quote ]", false)]
    [InlineData("# it's a quote", false)]
    [InlineData("# runs `this`", false)]
    [InlineData("# runs $(this)", false)]
    [InlineData("dnlx", false)]
    public void Only_a_comment_that_cannot_act_is_left_out(string line, bool expected) =>
        Assert.Equal(expected, CanonicalText.IsPlainComment(line));

    [Fact]
    public void A_line_that_continues_another_is_no_comment()
    {
        Assert.Equal("a \\\n# b\n", CanonicalText.Unit("a \\\n# b\n", comments: false));
        Assert.Equal("a\nc\n", CanonicalText.Unit("  a\n\n  # b\nc", comments: false));
    }

    [Theory]
    [InlineData("m4_define([X], [2.4.7-dirty])", "m4_define([X], [N])")]
    [InlineData("m4_define([X], [@VERSION@])", "m4_define([X], [N])")]
    [InlineData("[$(x 2.4)]", "[$(x N)]")]
    public void Versions_and_places_for_them_are_alike(string text, string expected) =>
        Assert.Equal(expected, CanonicalText.WithoutVersions(text));
}
