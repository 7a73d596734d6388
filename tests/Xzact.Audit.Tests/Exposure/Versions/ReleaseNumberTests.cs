using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Versions;

public sealed class ReleaseNumberTests
{
    [Theory]
    [InlineData("5.6.1", "Same", "5.6.1")]
    [InlineData("5.6", "Same", "5.6.0")]
    [InlineData("v5.6.1", "Same", "5.6.1")]
    [InlineData("xz-5.6.1", "Same", "5.6.1")]
    [InlineData("3:05.06.01.0", "Same", "5.6.1")]
    [InlineData("5_6_1", "Same", "5.6.1")]
    [InlineData("5.6.1.2", "Begins", "5.6.1")]
    [InlineData("5.6.1^2024", "Begins", "5.6.1")]
    [InlineData("5.6.0alpha", "Begins", "5.6.0")]
    [InlineData("5.6.2", "Other", null)]
    [InlineData("5.60.1", "Other", null)]
    [InlineData("15.6.1", "Other", null)]
    [InlineData("5", "None", null)]
    [InlineData("", "None", null)]
    [InlineData("unstable", "None", null)]
    [InlineData("20240301", "None", null)]
    [InlineData("8f3a9c1", "None", null)]
    public void A_version_fits_a_release_by_its_number(string version, string fit, string? release) =>
        Assert.Equal((Enum.Parse<ReleaseFit>(fit), release), ReleaseNumber.Find(version, ["5.6.0", "5.6.1"]));
}
