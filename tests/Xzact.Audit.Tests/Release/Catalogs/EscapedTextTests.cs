using Xzact.Audit.Release.Catalogs;

namespace Xzact.Audit.Tests.Release.Catalogs;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(@"a\n\t\\\""", "a\n\t\\\"")]
    [InlineData(@"\1012\x41z", "A2Az")]
    [InlineData(@"\0", "\0")]
    [InlineData(@"\q", null)]
    [InlineData(@"\", null)]
    [InlineData(@"\xZ", null)]
    [InlineData(@"\777", null)]
    [InlineData("a\"b", null)]
    public void Escapes_are_those_of_C(string text, string? expected) =>
        Assert.Equal(expected, EscapedText.Decode(text));
}
