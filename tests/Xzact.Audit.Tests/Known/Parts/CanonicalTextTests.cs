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
    public void A_statement_is_compared_as_it_stands_and_ends_with_a_line_feed()
    {
        Assert.Equal("  a \\ \n\n  # b\r\n", CanonicalText.Statement("  a \\ \n\n  # b\r"));
        Assert.Equal("a\n", CanonicalText.Statement("a\n"));
    }

    // aclocal, scan_file.
    [Fact]
    public void Aclocal_leaves_out_lines_that_begin_with_two_signs_and_no_others()
    {
        Assert.Equal("a\n # b\n ## c\n", CanonicalText.Collected("##\na\n## x\n # b\n ## c\n"));
        Assert.Equal("a #\n", CanonicalText.Collected("a #\n"));
    }

    [Fact]
    public void Only_places_of_a_template_may_be_versions_and_only_numbers_with_a_point()
    {
        const string Template = "AC_DEFUN([X], [a='@VERSION@' b='@API_VERSION@' c=1 d=0.5 exit 1])\n";
        string made = Template.Replace("@VERSION@", "2.4.7", StringComparison.Ordinal)
            .Replace("@API_VERSION@", "1.16", StringComparison.Ordinal);
        string stamped = CanonicalText.Stamped(Template);
        Assert.Contains(stamped, CanonicalText.Unstamped(made));
        (string From, string To)[] changes = [("exit 1", "exit 0"), ("d=0.5", "d=6"), ("2.4.7", "2")];
        foreach ((string from, string to) in changes)
        {
            string changed = made.Replace(from, to, StringComparison.Ordinal);
            Assert.DoesNotContain(stamped, CanonicalText.Unstamped(changed));
        }

        Assert.Empty(CanonicalText.Unstamped("1.1 1.2 1.3 1.4 1.5"));
    }

    [Theory]
    [InlineData("[2.4.6.42-b88ce-dirty]", true)]
    [InlineData("[1.16.5]", true)]
    [InlineData("[1.12a]", true)]
    [InlineData("[1.63617420646174612e747874207c207368]", false)]
    [InlineData("[2.4.7-696e657274]", false)]
    [InlineData("[1.2.3.4.5.6.7]", false)]
    public void A_version_is_short_and_of_numbers(string text, bool isOne) =>
        Assert.Equal(isOne, CanonicalText.Unstamped(text).Contains("[N]"));

    [Theory]
    [InlineData("m4_define([X], [2.4.7-dirty])", "m4_define([X], [N])")]
    [InlineData("m4_define([X], [@VERSION@])", "m4_define([X], [N])")]
    [InlineData("[$(x 2.4)]", "[$(x N)]")]
    public void Versions_and_places_for_them_are_alike(string text, string expected) =>
        Assert.Equal(expected, CanonicalText.WithoutVersions(text));
}
