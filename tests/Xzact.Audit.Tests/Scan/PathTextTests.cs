using Xzact.Audit.Scan;

namespace Xzact.Audit.Tests.Scan;

public sealed class PathTextTests
{
    [Theory]
    [InlineData("tests/a", "tests/a")]
    [InlineData("./tests//a", "tests/a")]
    [InlineData("../tests/a", "tests/a")]
    [InlineData("\uFFFD/tests/a", "tests/a")]
    [InlineData("\uFFFD/../tests/x/../a", "tests/a")]
    [InlineData("'a b'", "a b")]
    [InlineData("/etc/x", "/etc/x")]
    [InlineData(".", "")]
    public void Names_have_one_spelling(string name, string canonical) =>
        Assert.Equal(canonical, PathText.Canonical(name));
}
