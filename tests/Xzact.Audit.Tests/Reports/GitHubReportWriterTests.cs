using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class GitHubReportWriterTests
{
    private static string[] Lines(CaseReport report) =>
        report.Write(ReportFormat.GitHub).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    [Fact]
    public void A_finding_is_one_command_and_the_verdict_is_the_last()
    {
        string[] lines = Lines(SampleCase.Create());
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("::error file=m4/", lines[0], StringComparison.Ordinal);
        Assert.Contains(",line=3,title=D03 Critical::", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("::warning title=xzact release::", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_end_its_property_or_begin_another_command()
    {
        CaseReport report = SampleCase.Create();
        Finding finding = report.Findings[0] with
        {
            Subject = "a,line=9::stop-commands::x%0A\n::add-mask::y",
            Evidence = [],
        };
        string[] lines = Lines(report with { Results = [report.Results[0] with { Findings = [finding] }] });
        Assert.Equal(2, lines.Length);
        Assert.StartsWith(
            @"::error file=a%2Cline=9%3A%3Astop-commands%3A%3Ax%250A\x0a%3A%3Aadd-mask%3A%3Ay,title=", lines[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_commands_of_one_level_are_written_than_are_shown()
    {
        CaseReport report = SampleCase.Create();
        Finding[] many = [.. Enumerable.Range(0, 500).Select(i => report.Findings[0] with { Subject = $"f{i}" })];
        string[] lines = Lines(report with { Results = [report.Results[0] with { Findings = many }] });
        Assert.Equal(12, lines.Length);
        Assert.Contains("490 more findings", lines[10], StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_release_is_a_notice_and_an_incomplete_one_a_warning()
    {
        Assert.StartsWith("::notice title=xzact", Assert.Single(Lines(SampleCase.Clean())), StringComparison.Ordinal);
        Assert.StartsWith(
            "::warning title=xzact", Assert.Single(Lines(SampleCase.Incomplete())), StringComparison.Ordinal);
        Assert.Contains(
            Lines(SampleCase.Settled()),
            line => line.StartsWith("::notice title=Suppressed D03::", StringComparison.Ordinal));
    }
}
