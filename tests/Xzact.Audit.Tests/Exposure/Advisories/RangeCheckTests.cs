using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Tests.Exposure.Advisories;

public sealed class RangeCheckTests
{
    private static RangeVerdict Check(string version, string events, string versions = "", string type = "Ecosystem") =>
        RangeCheck.Check(
            new(
                "Debian", null, "n", events.Length == 0 ? [] : [Range(events, Enum.Parse<OsvRangeType>(type))],
                versions.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            VersionScheme.Dpkg, version);

    private static OsvRange Range(string events, OsvRangeType type) => new(
        type,
        [
            .. events.Split(' ').Select(e => e.Split('='))
                .Select(e => new OsvEvent(Enum.Parse<OsvEventKind>(e[0]), e[1])),
        ]);

    [Theory]
    [InlineData("1.0", "Introduced=0 Fixed=2.0", ExposureStatus.Affected)]
    [InlineData("2.0", "Introduced=0 Fixed=2.0", ExposureStatus.NotAffected)]
    [InlineData("2.0", "Introduced=0 LastAffected=2.0", ExposureStatus.Affected)]
    [InlineData("2.0-1", "Introduced=0 LastAffected=2.0", ExposureStatus.NotAffected)]
    [InlineData("0.9", "Introduced=1.0 Fixed=2.0", ExposureStatus.NotAffected)]
    [InlineData("3.5", "Introduced=1.0 Fixed=2.0 Introduced=3.0 Fixed=4.0", ExposureStatus.Affected)]
    [InlineData("2.5", "Introduced=1.0 Fixed=2.0 Introduced=3.0 Fixed=4.0", ExposureStatus.NotAffected)]
    [InlineData("3.5", "Fixed=4.0 Introduced=3.0 Fixed=2.0 Introduced=1.0", ExposureStatus.Affected)]
    [InlineData("2.0", "Introduced=1.0 Fixed=2.0 Introduced=2.0", ExposureStatus.Affected)]
    [InlineData("9", "Introduced=1.0", ExposureStatus.Affected)]
    [InlineData("1.5", "Introduced=1.0 Limit=2.0", ExposureStatus.Affected)]
    [InlineData("2.5", "Introduced=1.0 Limit=2.0", ExposureStatus.NotAffected)]
    [InlineData("2.5", "Introduced=1.0 Limit=2.0 Limit=*", ExposureStatus.Affected)]
    [InlineData("1.0", "Introduced=0 Fixed=x:1", ExposureStatus.Unknown)]
    [InlineData("x:1", "Introduced=0", ExposureStatus.Unknown)]
    public void Events_of_a_range(string version, string events, ExposureStatus expected) =>
        Assert.Equal(expected, Check(version, events).Status);

    [Theory]
    [InlineData("1.0", "", "1.0 1.1", ExposureStatus.Affected)]
    [InlineData("1.0-0", "", "1.0 1.1", ExposureStatus.Affected)]
    [InlineData("1.2", "", "1.0 1.1", ExposureStatus.NotAffected)]
    [InlineData("1.2", "Introduced=0 Fixed=1.1", "1.2", ExposureStatus.Affected)]
    [InlineData("1.2", "", "", ExposureStatus.Unknown)]
    public void Versions_one_by_one(string version, string events, string versions, ExposureStatus expected) =>
        Assert.Equal(expected, Check(version, events, versions).Status);

    [Fact]
    public void A_range_of_commits_says_nothing() =>
        Assert.Equal(ExposureStatus.Unknown, Check("1", "Introduced=0", type: "Git").Status);

    [Theory]
    [InlineData("1.5", "Introduced=1.0 Fixed=2.0", "lies in the range from 1.0 to before 2.0")]
    [InlineData("1.5", "Introduced=0", "lies in the range from the first version on, which the record never ends")]
    [InlineData("2.5", "Introduced=1.0 Fixed=2.0", "is not before 2.0, where it was fixed")]
    [InlineData("0.5", "Introduced=1.0 Fixed=2.0", "is before 1.0, where it began")]
    [InlineData("2.5", "Introduced=1.0 LastAffected=2.0", "is behind 2.0, the last that was affected")]
    public void The_reason_names_the_place(string version, string events, string reason) =>
        Assert.Equal(reason, Check(version, events).Reason);
}
