using Xzact.Audit.Case;
using Xzact.Audit.Reports;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Reports;

/// <summary>A case about exposure in every format.</summary>
public sealed class ExposureTextTests
{
    private static CaseReport Case()
    {
        ExposureStatement bad = new(ExposureStatus.Affected, "deb/a<b>@1\u001b[2J", "CVE-2000-0001", "1 is \u202ebad")
        {
            IsMalicious = true,
            Effect = ExposureEffect.Active,
            FixedIn = "2",
            Steps = [new("could it act", "yes")],
            Evidence = [new("installed", "var/lib/dpkg/status", 3, 40)],
        };
        ExposureStatement good = new(ExposureStatus.NotAffected, "deb/c@2", "CVE-2000-0001", "2 is behind it");
        ExposureSummary summary = new(
            [new("dpkg", "var/lib/dpkg/status", 3)], [new("built in", 1)], [bad, good], 3, 1, 7);
        return new()
        {
            Command = "exposure",
            Subject = "/",
            Inputs = [],
            Exposure = summary,
            Results = ExposureJudge.Judge(summary, []),
        };
    }

    public static TheoryData<ReportFormat> Formats() => [.. Enum.GetValues<ReportFormat>()];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Each_format_names_the_package_and_shows_nothing_that_acts(ReportFormat format)
    {
        // Markdown escapes every sign that could mean something.
        string text = Case().Write(format);
        text = format == ReportFormat.Markdown ? text.Replace("\\", "", StringComparison.Ordinal) : text;
        Assert.Contains("CVE-2000-0001", text, StringComparison.Ordinal);
        Assert.Contains("D48", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
        Assert.DoesNotContain(format == ReportFormat.Html ? "a<b>" : "\u0000", text, StringComparison.Ordinal);
        if (format is not ReportFormat.GitHub)
        {
            Assert.Contains("deb/c@2", text, StringComparison.Ordinal);
            Assert.Contains("var/lib/dpkg/status", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_verdict_counts_what_is_affected() => Assert.Equal(
        "1 of 3 packages and 7 files is affected after 1 advisory record. Findings: 1 Critical.",
        Verdict.Of(Case()));

    [Fact]
    public void The_json_is_valid_against_the_published_schema() => Assert.Empty(JsonSchemaCheck.Violations(
        Case().Write(ReportFormat.Json), EmbeddedText.Read("Reports/case-report.schema.json")));
}
