using System.Diagnostics;
using Xzact.Audit.Exposure.Versions;
using Xzact.Audit.Tests.Archives;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class DpkgVersionTests
{
    [Theory]
    [InlineData("5.6.1-1", "<", "5.6.1+really5.4.5-1")]
    [InlineData("5.6.1+really5.4.5-1", "<", "5.6.2-1")]
    [InlineData("5.5.1alpha-0.1", "<", "5.6.0-0.1")]
    [InlineData("1.0~rc1-1", "<", "1.0-1")]
    [InlineData("1.0~~", "<", "1.0~")]
    [InlineData("1:1.0", ">", "2.0")]
    [InlineData("1.0", "=", "1.0-0")]
    [InlineData("0:1.0", "=", "1.0")]
    [InlineData("1.010", "=", "1.10")]
    [InlineData("1.0a", "<", "1.0+")]
    [InlineData("1.0-1-1", ">", "1.0-1")]
    public void Known_pairs(string left, string sign, string right)
    {
        Assert.Equal(sign, VersionTable.Sign(VersionScheme.Dpkg, left, right));
    }

    [Fact]
    public void Random_pairs_are_as_dpkg_has_them()
    {
        SystemTool.Require("dpkg");
        Random random = new(3);
        for (int i = 0; i < 300; i++)
        {
            (string a, string b) = (VersionOrderTests.Random(random, "Dpkg"), VersionOrderTests.Random(random, "Dpkg"));
            if (VersionOrder.Compare(VersionScheme.Dpkg, a, b) is { } order && IsPlain(a) && IsPlain(b))
            {
                string relation = order < 0 ? "lt" : order > 0 ? "gt" : "eq";
                using Process dpkg = Process.Start("dpkg", ["--compare-versions", a, relation, b]);
                dpkg.WaitForExit();
                Assert.True(dpkg.ExitCode == 0, $"dpkg does not find {a} {relation} {b}");
            }
        }
    }

    // dpkg refuses these characters, or is not asked about them; ours compares what a hostile file may hold.
    private static bool IsPlain(string version) => char.IsAsciiDigit(DpkgVersion.UpstreamOf(version)[0])
        && !version.AsSpan().ContainsAny('^', '_') && version.Count(c => c == ':') < 2;
}
