using Xzact.Audit.Archives;
using Xzact.Audit.Git;

namespace Xzact.Audit.Tests.Archives;

public sealed class TextDecodingTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("61C3A9", "a\u00E9", true)]
    [InlineData("EFBBBF61", "\uFEFFa", true)] // a byte order mark is part of a name
    [InlineData("6100", "a\0", true)]
    [InlineData("61E9", "a E9", false)]
    [InlineData("C0AF", " C0 AF", false)] // an overlong slash
    [InlineData("EDA080", " ED A0 80", false)] // a surrogate
    [InlineData("C3", " C3", false)]
    [InlineData("F4908080", " F4 90 80 80", false)] // beyond Unicode
    [InlineData("C3A9E9", "\u00E9 E9", false)]
    public void Utf8_is_read_strictly_and_each_other_byte_is_kept(string hex, string expected, bool expectedUtf8)
    {
        string text = TextDecoding.Decode(Convert.FromHexString(hex), out bool isUtf8);

        Assert.Equal(
            expected, string.Concat(text.Select(c => c is >= '\uDC80' and <= '\uDCFF' ? $" {c - 0xDC00:X2}" : $"{c}")));
        Assert.Equal(expectedUtf8, isUtf8);
        Assert.Equal(hex, Convert.ToHexString(GitPath.Encode(text)));
    }
}
