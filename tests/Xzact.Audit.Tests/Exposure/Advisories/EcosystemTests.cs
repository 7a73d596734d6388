using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Advisories;

public sealed class EcosystemTests
{
    private static Ecosystem? Of(string id, string? release, params string[] like) => Ecosystem.Of(
        new("deb", "n", "1", VersionScheme.Dpkg, new("")) { Distribution = new(id, release, like) });

    [Theory]
    [InlineData("debian", "12.5", "12", true)]
    [InlineData("debian", "12", "11", false)]
    [InlineData("debian", null, "11", null)]
    [InlineData("debian", null, null, true)]
    [InlineData("ubuntu", "24.04", "24.04:LTS", true)]
    [InlineData("ubuntu", "24.04", "Pro:24.04:LTS", true)]
    [InlineData("ubuntu", "24.10", "24.04:LTS", false)]
    [InlineData("alpine", "3.19.1", "v3.19", true)]
    [InlineData("rhel", "9.3", "enterprise_linux:9::baseos", true)]
    [InlineData("rhel", "8.3", "enterprise_linux:9::baseos", false)]
    [InlineData("sles", "15.5", "Linux Enterprise Server 15 SP5", true)]
    [InlineData("opensuse-leap", "15.5", "Leap 15.5", true)]
    [InlineData("opensuse-tumbleweed", "20240328", "Tumbleweed", true)]
    [InlineData("opensuse-tumbleweed", "20240328", "Leap 15.5", false)]
    public void A_record_is_about_one_release(string id, string? release, string? inRecord, bool? expected) =>
        Assert.Equal(expected, Of(id, release)!.Matches(inRecord));

    [Fact]
    public void A_distribution_that_is_like_another_has_its_records_as_a_hint()
    {
        Ecosystem mint = Of("linuxmint", "21", "ubuntu", "debian")!;
        Assert.Equal(("Ubuntu", false, (string?)null), (mint.Name, mint.IsOwn, mint.Release));
        Assert.Null(Of("examplelinux", "1"));
    }
}
