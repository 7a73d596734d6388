using Xzact.Audit.Known.Parts;

namespace Xzact.Audit.Tests.Known.Parts;

public sealed class PartSourcesTests
{
    [Theory]
    [InlineData("gnulib", "m4/foo.m4", true)]
    [InlineData("gnulib", "modules/foo", true)]
    [InlineData("gnulib", "modules/foo-tests", false)]
    [InlineData("gnulib", "tests/foo.m4", false)]
    [InlineData("automake", "lib/am/depend.am", true)]
    [InlineData("automake", "m4/amversion.in", true)]
    [InlineData("libtool", "build-aux/ltmain.in", true)]
    [InlineData("libtool", "README", false)]
    public void Macros_templates_and_modules_are_parts(string project, string path, bool expected) =>
        Assert.Equal(expected, PartSources.IsSelected(project, path));

    [Fact]
    public void Templates_of_automake_lose_their_conditions_and_have_holes() => Assert.Equal(
        ["install-\u0001: $(am__installdirs)", "@test -z \"$(\u0001dir)\" || exit 0"],
        PartSources.LinesOf(
            "x.am", "## a comment\n?INSTALL?install-%NAME%:  $(am__installdirs)\n"
                + "\t@test -z \"$(%NDIR%dir)\" || exit 0\n")
            .Select(line => line.Text));

    [Theory]
    [InlineData("reboot")]
    [InlineData("./inert.sh")]
    [InlineData("\u0001")]
    public void A_mere_word_tells_nothing(string line) => Assert.False(PartSources.IsTelling(line));
}
