using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class NameTextTests
{
    [Theory]
    [InlineData("plain name.txt", "'plain name.txt'")]
    [InlineData("Gr\u00fc\u00dfe \u65e5\u672c \U0001F600", "'Gr\u00fc\u00dfe \u65e5\u672c \U0001F600'")]
    [InlineData("a\nb\u001b[31m\0", "'a\\u{A}b\\u{1B}[31m\\u{0}'")]
    [InlineData("\u202e\u2028\u200b\ufeff\u0085", "'\\u{202E}\\u{2028}\\u{200B}\\u{FEFF}\\u{85}'")]
    [InlineData("\U000E0041\uE000", "'\\u{E0041}\\u{E000}'")]
    public void Hostile_characters_become_escapes_and_all_others_stay(string name, string expected) =>
        Assert.Equal(expected, NameText.Quote(name));

    [Fact]
    public void A_byte_that_is_not_utf8_is_shown_as_such() => Assert.Equal("'a\\xE9b'", NameText.Quote("a\uDCE9b"));

    [Fact]
    public void A_lone_surrogate_becomes_an_escape() => Assert.Equal("'\\u{FFFD}'", NameText.Quote("\ud800"));

    [Fact]
    public void A_long_name_is_cut() => Assert.InRange(NameText.Quote(new string('\u0001', 100_000)).Length, 200, 220);
}
