using Xzact.Audit.Case;
using Xzact.Audit.Release.Proofs;

namespace Xzact.Audit.Tests.Release.Proofs;

public sealed class VersionStampProofTests
{
    [Theory]
    [InlineData("1.2", "v1.2", true)]
    [InlineData("1.2\n", "demo-1.2", true)]
    [InlineData("1.2.3", "curl-1_2_3", true)]
    [InlineData("1.2", "release/1.2", true)]
    [InlineData("1.2", "v11.2", false)]
    [InlineData("2", "v1.2", false)]
    [InlineData("1.2\n\n", "v1.2", false)]
    [InlineData("1.2 INERT", "v1.2", false)]
    [InlineData("v1.2", "v1.2", false)]
    [InlineData("", "v1.2", false)]
    public void A_version_is_the_tags_or_none(string text, string tag, bool expected) =>
        Assert.Equal(expected, VersionStampProof.IsVersion(text, tag));

    [Theory]
    [InlineData(".version", "1.0")]
    [InlineData(".tarball-version", "1.0\n")]
    [InlineData("po/stamp-po", "timestamp\n")]
    public void Stamps_of_the_tags_version_are_explained(string path, string content)
    {
        using ReleaseFixture release = new();
        CaseReport report = release.Add(path, content).Audit();
        Assert.Equal(AccountKind.DerivedAndVerified, report.Entry(path).Account.Kind);
        Assert.Empty(report.Entry(path).Account.Carriers);
    }

    [Theory]
    [InlineData(".version", "1.1\n")]
    [InlineData(".version", "1.0\nINERT TEST FIXTURE\n")]
    [InlineData(".tarball-version", "1.0; echo INERT\n")]
    [InlineData("po/stamp-po", "timestamp\nINERT\n")]
    [InlineData("po/stamp-po", "INERT\n")]
    [InlineData(".timestamp", "946684800\n")]
    [InlineData(".timestamp", "INERT\n")]
    public void Anything_besides_is_not(string path, string content)
    {
        using ReleaseFixture release = new();
        Assert.Equal(AccountKind.Unaccounted, release.Add(path, content).Audit().Entry(path).Account.Kind);
    }

    [Fact]
    public void A_stamp_of_another_time_or_with_one_more_line_is_not_explained()
    {
        using ReleaseFixture release = new();
        long seconds = long.Parse(release.Git("log", "-1", "--format=%ct", "v1.0").Trim());
        DateTimeOffset day = DateTimeOffset.FromUnixTimeSeconds(seconds);
        string texi = Texi(day);
        CaseReport report = release.Add(".timestamp", $"{seconds}\n").Add("doc/version.texi", texi)
            .Add("doc/stamp-vti", texi + "INERT\n").Add("a/version.texi", Texi(day.AddDays(-9)))
            .Add("b/version.texi", texi.Replace("EDITION 1.0", "EDITION 1.1", StringComparison.Ordinal)).Audit();
        Assert.Equal(AccountKind.DerivedAndVerified, report.Entry(".timestamp").Account.Kind);
        Assert.Equal(AccountKind.DerivedAndVerified, report.Entry("doc/version.texi").Account.Kind);
        Assert.All(
            (string[])["doc/stamp-vti", "a/version.texi", "b/version.texi"],
            path => Assert.Equal(AccountKind.Unaccounted, report.Entry(path).Account.Kind));
    }

    private static string Texi(DateTimeOffset day) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"@set UPDATED {day:%d} {day:MMMM yyyy}\n@set UPDATED-MONTH {day:MMMM yyyy}\n@set EDITION 1.0\n"
            + $"@set VERSION 1.0\n");
}
