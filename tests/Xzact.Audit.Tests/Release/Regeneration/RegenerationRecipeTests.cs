using Xzact.Audit.Git;
using Xzact.Audit.Release.Regeneration;

namespace Xzact.Audit.Tests.Release.Regeneration;

public sealed class RegenerationRecipeTests
{
    [Theory]
    [InlineData("autoreconf --force --install", "configure.ac")]
    [InlineData("autoreconf --force --install", "configure.in")]
    [InlineData("./autogen.sh", "configure.ac", "autogen.sh")]
    [InlineData("./build/autogen.sh", "configure.ac", "build/autogen.sh")]
    [InlineData("./bootstrap", "configure.ac", "bootstrap")]
    public void The_first_program_that_is_there_is_run(string command, params string[] paths) =>
        Assert.Equal(new(command, NeedsGnulib: false), For("", paths));

    [Fact]
    public void A_script_that_is_not_executable_is_given_to_the_shell() => Assert.Equal(
        "sh ./autogen.sh",
        RegenerationRecipe.For(
            path => path == "autogen.sh" ? new(path, 0x81A4, GitEntryType.Blob, "0", 1) : null, _ => "")?.Bootstrap);

    [Fact]
    public void Gnulibs_bootstrap_gets_the_options_that_it_knows()
    {
        RegenerationRecipe? recipe = For("case $1 in\n--no-git)\n--copy)\n--skip-po)\n", "bootstrap", "bootstrap.conf");
        Assert.Equal(
            new("./bootstrap --gnulib-srcdir=/build/gnulib --no-git --skip-po --copy", NeedsGnulib: true), recipe);
    }

    [Fact]
    public void A_tag_without_any_of_them_has_no_recipe() => Assert.Null(For("", "CMakeLists.txt", "meson.build"));

    [Fact]
    public void A_link_is_not_run() => Assert.Null(
        RegenerationRecipe.For(path => new(path, 0xA000, GitEntryType.SymbolicLink, "0", 1), _ => ""));

    private static RegenerationRecipe? For(string text, params string[] paths) => RegenerationRecipe.For(
        path => paths.Contains(path) ? new(path, 0x81ED, GitEntryType.Blob, "0", 1) : null, _ => text);
}
