using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class GlobTextTests
{
    [Theory]
    [InlineData("a/b.c.d", "#", "*/", "b.c.d")]
    [InlineData("a.b.c", "##", "*.", "c")]
    [InlineData("a.b.c", "%", ".*", "a.b")]
    [InlineData("a.b.c", "%%", ".*", "a")]
    [InlineData("abc", "#", "x", "abc")]
    public void Ends_are_taken_off(string text, string operation, string pattern, string left) =>
        Assert.Equal(left, GlobText.Trim(text, operation, pattern));

    [Theory]
    [InlineData("tests/a.bin", "*.bin", true)]
    [InlineData("tests/a.bin", "tests/?.bin", true)]
    [InlineData("tests/a.bin", "tests/*x", false)]
    [InlineData("", "*", true)]
    public void Patterns_match(string text, string pattern, bool matches) =>
        Assert.Equal(matches, GlobText.IsMatch(text, pattern));
}
