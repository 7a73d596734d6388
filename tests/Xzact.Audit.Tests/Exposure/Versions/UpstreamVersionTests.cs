using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class UpstreamVersionTests
{
    [Theory]
    [InlineData("5.5.1alpha", "<", "5.5.1")]
    [InlineData("5.5.2beta", "<", "5.6.0")]
    [InlineData("1.0-rc1", "<", "1.0")]
    [InlineData("1.0p1", ">", "1.0")]
    [InlineData("5.10", ">", "5.9")]
    public void Words_before_a_release_come_before_it(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Upstream, left, right));
    }

    [Theory]
    [InlineData("Dpkg", "5.6.1+really5.4.5-1", "5.4.5", true)]
    [InlineData("Dpkg", "1:2.0+really1.9+dfsg-3", "1.9", true)]
    [InlineData("Rpm", "5.6.1.revertto5.4-2.1", "5.4", true)]
    [InlineData("Dpkg", "2:5.6.1+dfsg2-1ubuntu1", "5.6.1", false)]
    [InlineData("Rpm", "1:5.6.0-2.fc40", "5.6.0", false)]
    [InlineData("Apk", "5.6.1-r2", "5.6.1", false)]
    [InlineData("Pacman", "5.6.1-1", "5.6.1", false)]
    [InlineData("Upstream", "5.6.1", "5.6.1", false)]
    public void The_release_behind_a_version_is_the_one_it_was_made_from(
        string scheme, string version, string release, bool wentBack)
    {
        Assert.Equal((release, wentBack), UpstreamVersion.Of(Enum.Parse<VersionScheme>(scheme), version));
    }
}
