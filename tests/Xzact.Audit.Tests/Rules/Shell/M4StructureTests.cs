using Xzact.Audit.Rules.Shell;

namespace Xzact.Audit.Tests.Rules.Shell;

public sealed class M4StructureTests
{
    // The place of the mark, as "MACRO index".
    private static string Place(string marked)
    {
        int at = marked.IndexOf('^', StringComparison.Ordinal);
        return M4Structure.Of(marked.Remove(at, 1)).At(at) is { } place ? $"{place.Macro} {place.Index}" : "none";
    }

    [Theory]
    [InlineData("^a", "none")]
    [InlineData("AC_DEFUN([^X], [y])", "AC_DEFUN 1")]
    [InlineData("AC_DEFUN([X], [^y])", "AC_DEFUN 2")]
    [InlineData("AC_DEFUN([X], [y])\n^z", "none")]
    [InlineData("AC_DEFUN([X], [A(b, ^c)])", "A 2")]
    [InlineData("AC_DEFUN([X], [A(b, c) ^d])", "AC_DEFUN 2")]
    [InlineData("A(b, [c, d], ^e)", "A 3")]
    [InlineData("A((b, c), ^d)", "A 2")]
    [InlineData("A ([^b])", " 1")]
    [InlineData("A([don't], [^b])", "A 2")]
    public void Every_place_knows_its_macro_and_argument(string text, string expected) =>
        Assert.Equal(expected, Place(text));

    // What does not balance must not make an argument of the text behind it.
    [Theory]
    [InlineData("AC_DEFUN([X], [case $x in a) y;; esac; ^z])", "AC_DEFUN 2")]
    [InlineData("AC_DEFUN([X], [# AC_DEFINE(\n^z])", "AC_DEFUN 2")]
    [InlineData("AC_DEFUN([X], [dnl AC_DEFINE(\n^z])", "AC_DEFUN 2")]
    [InlineData("# AC_DEFINE([\n^z", "none")]
    [InlineData("A([B([#include <x.h>], [^y])])", "B 2")]
    [InlineData("A([#include <x.h>], [^y])", "A 2")]
    [InlineData("A([B(])\n^z", "none")]
    public void Comments_and_loose_parentheses_open_nothing(string text, string expected) =>
        Assert.Equal(expected, Place(text));

    [Fact]
    public void With_other_quotes_nothing_is_known_until_the_usual_ones_are_back()
    {
        Assert.Equal("none", Place("AC_DEFUN([X], [changequote(,) AC_DEFINE(^y)])"));
        Assert.Equal("AC_DEFINE 1", Place("AC_DEFUN([X], [changequote(,) y changequote([, ]) AC_DEFINE(^y)])"));
    }

    [Fact]
    public void The_text_of_a_definition_is_known_as_such()
    {
        M4Structure structure = M4Structure.Of("AC_DEFUN([X], [A(b)])");
        Assert.False(structure.At("AC_DEFUN([".Length)!.InDefinition);
        Assert.True(structure.At("AC_DEFUN([X], [A(".Length)!.InDefinition);
    }

    [Fact]
    public void Hostile_depth_is_bounded()
    {
        string text = string.Concat(Enumerable.Repeat("A([", 100_000));
        Assert.Equal("A", M4Structure.Of(text).At(text.Length)?.Macro);
        Assert.Null(M4Structure.Of(new string(')', 100_000) + new string(']', 100_000)).At(5));
    }
}
