using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class SanitizerTests
{
    [Theory]
    [InlineData("plain ~ text", "plain ~ text")]
    [InlineData("grüße 日本 😀", "grüße 日本 😀")]
    [InlineData("\u001b[2J", "\\x1b[2J")]
    [InlineData("a\r\nb\tc\0", "a\\x0d\\x0ab\\x09c\\x00")]
    [InlineData("\u007f\u0085\u009b31m", "\\x7f\\x85\\x9b31m")]
    [InlineData("a\u202Eb\u2066c", "a\\u{202e}b\\u{2066}c")]
    [InlineData("a\u200Bb\uFEFFc\u2028d", "a\\u{200b}b\\u{feff}c\\u{2028}d")]
    [InlineData("tag \U000E0041", "tag \\u{e0041}")]
    public void What_a_terminal_would_obey_is_shown_as_text(string text, string expected) =>
        Assert.Equal(expected, Sanitizer.Clean(text));

    // Lone surrogates cannot travel through a theory's data.
    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_bytes() =>
        Assert.Equal("byte \\xe9, half \\u{d800}", Sanitizer.Clean("byte \uDCE9, half \uD800"));

    [Fact]
    public void Nothing_below_space_survives_and_clean_text_stays_clean()
    {
        string every = new([.. Enumerable.Range(0, 0x3000).Select(i => (char)i)]);
        string clean = Sanitizer.Clean(every);
        Assert.DoesNotContain(clean, char.IsControl);
        Assert.Equal(clean, Sanitizer.Clean(clean));
    }
}
