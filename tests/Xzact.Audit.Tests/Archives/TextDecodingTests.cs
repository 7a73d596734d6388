using System.Text;
using Xzact.Audit.Archives;

namespace Xzact.Audit.Tests.Archives;

public sealed class TextDecodingTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("61C3A9", "a\u00E9", true)]
    [InlineData("EFBBBF61", "\uFEFFa", true)] // a byte order mark is part of a name
    [InlineData("6100", "a\0", true)]
    [InlineData("61E9", "a\u00E9", false)]
    [InlineData("C0AF", "\u00C0\u00AF", false)] // an overlong slash
    [InlineData("EDA080", "\u00ED\u00A0\u0080", false)] // a surrogate
    [InlineData("C3", "\u00C3", false)]
    [InlineData("F4908080", "\u00F4\u0090\u0080\u0080", false)] // beyond Unicode
    public void Utf8_is_read_strictly_and_all_else_by_the_fallback(string hex, string expected, bool expectedUtf8)
    {
        string text = TextDecoding.Decode(Convert.FromHexString(hex), Encoding.Latin1, out bool isUtf8);

        Assert.Equal(expected, text);
        Assert.Equal(expectedUtf8, isUtf8);
    }
}
