using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

/// <summary>No package of Debian has apk, so that this order is held to pairs alone.</summary>
public sealed class ApkVersionTests
{
    [Theory]
    [InlineData("5.6.1-r1", "<", "5.6.1-r2")]
    [InlineData("5.6.1", "<", "5.6.1-r0")]
    [InlineData("1.0_alpha", "<", "1.0_beta")]
    [InlineData("1.0_rc3", "<", "1.0")]
    [InlineData("1.0_alpha2", ">", "1.0_alpha")]
    [InlineData("1.0", "<", "1.0_p1")]
    [InlineData("1.0_git20240101", "<", "1.0_p1")]
    [InlineData("1.0a", ">", "1.0")]
    [InlineData("1.0a", "<", "1.0b")]
    [InlineData("1.05", "<", "1.5")]
    [InlineData("1.010", "<", "1.02")]
    [InlineData("1.10", ">", "1.9")]
    [InlineData("1.0.0", ">", "1.0")]
    [InlineData("1.0", "<", "1.0.1")]
    [InlineData("1.0~ab1", ">", "1.0")]
    [InlineData("10", ">", "9.9")]
    [InlineData("1.0_odd", "?", "1.0")]
    [InlineData("v1.0", "?", "1.0")]
    [InlineData("1.0-r", "?", "1.0")]
    [InlineData("1..0", "?", "1.0")]
    public void Known_pairs(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Apk, left, right));
    }
}
