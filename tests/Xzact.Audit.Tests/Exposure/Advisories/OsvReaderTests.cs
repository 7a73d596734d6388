using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Tests.Exposure.Advisories;

public sealed class OsvReaderTests
{
    private static OsvRecord? Read(string json) => OsvReader.Read(Encoding.UTF8.GetBytes(json), "r.json");

    [Fact]
    public void A_record_in_parts()
    {
        OsvRecord record = Read("""
            {"id":"DSA-1-1","upstream":["CVE-2000-0001"],"summary":"s","severity":[{"type":"CVSS_V3",
            "score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],"affected":[
            {"package":{"ecosystem":"Debian:12","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},
            {"fixed":"1.2"}]}],"versions":["1.0"]},{"ranges":[{"type":"GIT","events":[{"introduced":"0"}]}]}]}
            """)!;
        OsvAffected affected = Assert.Single(record.Affected);
        Assert.Equal(
            ("Debian", "12", "a", "1.2"), (affected.Ecosystem, affected.Release, affected.Name, affected.Fixed));
        Assert.Equal(("CVE-2000-0001", Severity.High), (record.Subject, record.Rating));
        Assert.False(record.IsMalicious);
    }

    [Theory]
    [InlineData("""{"id":"DEBIAN-CVE-2000-0001"}""", "CVE-2000-0001")]
    [InlineData("""{"id":"DSA-2-1","upstream":["CVE-2000-0001","CVE-2000-0002"]}""", "DSA-2-1")]
    [InlineData("""{"id":"GHSA-x","aliases":["CVE-2000-0003","OTHER-1"]}""", "CVE-2000-0003")]
    public void Records_of_one_thing_meet_under_its_number(string json, string subject) =>
        Assert.Equal(subject, Read(json)!.Subject);

    [Fact]
    public void A_record_that_was_withdrawn_says_nothing() =>
        Assert.Null(Read("""{"id":"A-1","withdrawn":"2024-01-01T00:00:00Z"}"""));

    [Theory]
    [InlineData("{}", "it has no id (at byte 0)")]
    [InlineData("[", "cut off (at byte 1)")]
    public void What_is_no_record_is_refused(string json, string why) => Assert.Contains(
        why, Assert.Throws<InventoryException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"ODD"}""", "a range of the type 'ODD'")]
    [InlineData("""{"type":"GIT","events":[{"begun":"1"}]}""", "an event 'begun'")]
    [InlineData("""{"type":"GIT","events":[{"fixed":7}]}""", "the event 'fixed' has no version")]
    [InlineData("""{"type":"GIT","events":[7]}""", "an event that is no object")]
    public void A_range_that_breaks_the_schema_is_refused(string range, string why)
    {
        string json = $$"""
            {"id":"A","affected":[{"package":{"ecosystem":"E","name":"n"},"ranges":[{{range}}]}]}
            """;
        Assert.Contains(
            why, Assert.Throws<InventoryException>(() => Read(json)).Message, StringComparison.Ordinal);
    }
}
