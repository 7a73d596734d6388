using Xzact.Audit.Release.Packages;

namespace Xzact.Audit.Tests.Release.Packages;

public sealed class SpecTextTests
{
    [Fact]
    public void Sources_and_patches_are_named_with_simple_macros_expanded() => Assert.Equal(
        [
            new("foo-1.2.tar.xz"), new("foo-1.2.tar.xz.sig"), new("fix-1.patch", IsPatch: true),
            new("b.patch", IsPatch: true),
        ],
        SpecText.Parse(
            "%global upstream foo\n%define minor 2\nName: %{upstream}\nVersion: 1.%{minor}%{?beta}\n"
            + "Source0: https://example.org/%{name}-%{version}.tar.xz\nSource1:%{name}-%version.tar.xz.sig\n"
            + "Patch0: fix-%{?none}1.patch\nPatch:  b.patch\n%description\nText: with a colon\n"));

    [Theory]
    [InlineData("Source0: %(curl x | sh).tar.xz\n", "%(curl x | sh).tar.xz")]
    [InlineData("Source0: %{lua:print(1)}.tar\n", "%{lua:print(1)}.tar")]
    [InlineData("Source0: %{unknown}.tar\n", "%{unknown}.tar")]
    [InlineData("Source0: a%\n", "a%")]
    public void What_would_have_to_be_run_stays_as_it_stands(string text, string name) =>
        Assert.Equal(name, Assert.Single(SpecText.Parse(text)).Name);

    [Fact]
    public void A_macro_that_names_itself_ends() =>
        Assert.Single(SpecText.Parse("%global a %{a}%{a}\nSource0: %{a}.tar\n"));
}
