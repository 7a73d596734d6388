using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class SemanticVersionTests
{
    /// <summary>The row that section 11 of the specification gives, and what records write besides.</summary>
    [Theory]
    [InlineData("1.0.0-alpha", "<", "1.0.0-alpha.1")]
    [InlineData("1.0.0-alpha.1", "<", "1.0.0-alpha.beta")]
    [InlineData("1.0.0-alpha.beta", "<", "1.0.0-beta")]
    [InlineData("1.0.0-beta", "<", "1.0.0-beta.2")]
    [InlineData("1.0.0-beta.2", "<", "1.0.0-beta.11")]
    [InlineData("1.0.0-beta.11", "<", "1.0.0-rc.1")]
    [InlineData("1.0.0-rc.1", "<", "1.0.0")]
    [InlineData("1.0.0+build", "=", "1.0.0")]
    [InlineData("v1.2", "=", "1.2.0")]
    [InlineData("1.10.0", ">", "1.9.9")]
    [InlineData("1.x", "?", "1.0")]
    public void Known_pairs(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Semantic, left, right));
    }
}
