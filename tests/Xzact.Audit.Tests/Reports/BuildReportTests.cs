using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class BuildReportTests
{
    private const string Hostile = "\u001b[31m<script>\u202e";

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.GitHub)]
    public void Every_report_can_show_a_build_whose_names_are_hostile(ReportFormat format)
    {
        string text = Write(format, Report());
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain("<script>\u202e", text, StringComparison.Ordinal);
        if (format == ReportFormat.Html)
        {
            Assert.DoesNotContain("[31m<script>", text, StringComparison.Ordinal);
            Assert.Contains("class=\"processes\"", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_names_the_phases_and_what_they_read()
    {
        string text = Write(ReportFormat.Text, Report());
        Assert.Contains("compile                1        2   3 source", text, StringComparison.Ordinal);
        Assert.Contains("in a sandbox without network", text, StringComparison.Ordinal);
        Assert.Contains("2 processes were watched. Nothing that a rule asks about was seen.",
            text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_keeps_to_its_schema()
    {
        string json = Write(ReportFormat.Json, Report());
        Assert.Empty(JsonSchemaCheck.Violations(json, EmbeddedText.Read("Reports/case-report.schema.json")));
        using JsonDocument report = JsonDocument.Parse(json);
        Assert.Equal(3, report.RootElement.GetProperty("build").GetProperty("phases")[0].GetProperty("reads")
            .GetProperty("Source").GetInt32());
    }

    private static string Write(ReportFormat format, CaseReport report)
    {
        using StringWriter output = new();
        ReportWriters.Create(format, new("1.0")).Write(report, output);
        return output.ToString();
    }

    private static CaseReport Report() => new()
    {
        Command = "build",
        Subject = Hostile,
        Inputs = [],
        Results = [],
        Build = new(
            new([Hostile], "/b", "strace 6.1", Sandboxed: true, Network: false), new(0, 9, 0, 0), 2, 3,
            [new(BuildPhase.Compile, 1, [new(FileRole.Source, 3)], 2)],
            new(Hostile, BuildPhase.Other, 1, 2, [new(Hostile, BuildPhase.Compile, 1, 1, [])])),
    };
}
