using Xzact.Tools.Interop;
using Xzact.Tools.Messages;

namespace Xzact.Tools.Tests.Messages;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain name.xz", true, "plain name.xz")]
    [InlineData("a\u001B[31m\n\u007F", false, "a?[31m??")]
    [InlineData("a\u001B[31m\n\u007F", true, "a?[31m??")]
    public void Control_characters_are_masked(string name, bool utf8, string shown) =>
        Assert.Equal(shown, Printable.Mask(name, utf8));

    [Theory]
    [InlineData("\u00E4\u4E2D", true, "\u00E4\u4E2D")]
    [InlineData("\u00E4\u4E2D", false, "?????")]
    [InlineData("a\u202Eb\u0085", true, "a?b?")]
    public void What_the_locale_cannot_print_is_masked(string name, bool utf8, string shown) =>
        Assert.Equal(OsString.FromText(shown), Printable.Mask(OsString.FromText(name), utf8));

    [Theory]
    [InlineData("a\u00FFb", "a?b")]
    [InlineData("\u00C3(", "?(")]
    [InlineData("\u00E4\u00B8", "??")]
    public void Bytes_that_are_no_text_are_masked(string name, string shown) =>
        Assert.Equal(shown, Printable.Mask(name, utf8: true));
}
