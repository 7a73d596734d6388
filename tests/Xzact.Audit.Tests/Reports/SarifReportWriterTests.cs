using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class SarifReportWriterTests
{
    private static readonly string s_schema = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Reports", "sarif-essentials.schema.json"));

    private static JsonElement Run(CaseReport report)
    {
        string text = report.Write(ReportFormat.Sarif);
        Assert.Empty(JsonSchemaCheck.Violations(text, s_schema));
        return JsonDocument.Parse(text).RootElement.GetProperty("runs")[0];
    }

    // The schema of the standard is not ours to ship; where it lies beside the other shared files, it decides.
    [Fact]
    public void Every_report_is_valid_by_the_schema_of_the_standard()
    {
        string file = Environment.GetEnvironmentVariable("XZACT_SARIF_SCHEMA")
            ?? Path.Combine(
                Environment.GetEnvironmentVariable("XZACT_SHARED") ?? "", "data", "sarif-schema-2.1.0.json");
        Assert.SkipUnless(File.Exists(file), "XZACT_SARIF_SCHEMA names no sarif-schema-2.1.0.json");
        string schema = File.ReadAllText(file);
        foreach (CaseReport report in (CaseReport[])
            [SampleCase.Create(), SampleCase.Clean(), SampleCase.Incomplete(), SampleCase.OfAnotherTag(),
             SampleCase.Combined(), SampleCase.Settled()])
        {
            Assert.Empty(JsonSchemaCheck.Violations(report.Write(ReportFormat.Sarif), schema));
        }
    }

    [Fact]
    public void A_suppressed_finding_is_a_result_with_its_justification()
    {
        JsonElement result = Run(SampleCase.Settled()).GetProperty("results")[0];
        JsonElement suppression = result.GetProperty("suppressions")[0];
        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Contains(
            "until 2027-01-31", suppression.GetProperty("justification").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_result_points_at_its_rule()
    {
        JsonElement run = Run(SampleCase.Create());
        foreach (JsonElement result in run.GetProperty("results").EnumerateArray())
        {
            JsonElement rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")
                [result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(result.GetProperty("ruleId").GetString(), rule.GetProperty("id").GetString());
        }
    }

    [Fact]
    public void Residual_hunks_are_related_locations_with_their_lines()
    {
        JsonElement[] related =
        [
            .. Run(SampleCase.Regenerated()).GetProperty("results")[0].GetProperty("relatedLocations").EnumerateArray(),
        ];
        Assert.Equal([3, 9], related.Select(location => location.GetProperty("physicalLocation").GetProperty("region")
            .GetProperty("startLine").GetInt32()));
        Assert.Contains(
            "before line 9", related[1].GetProperty("message").GetProperty("text").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_fingerprint_is_filled_and_the_services_own_is_not()
    {
        JsonElement prints = Run(SampleCase.Create()).GetProperty("results")[0].GetProperty("partialFingerprints");
        Assert.Equal(SampleCase.Create().Findings[0].Fingerprint, prints.GetProperty("xzactFinding/v1").GetString());
        Assert.False(prints.TryGetProperty("primaryLocationLineHash", out _));
    }

    [Fact]
    public void A_hostile_path_becomes_a_relative_uri_without_raw_characters()
    {
        JsonElement location = Run(SampleCase.Create()).GetProperty("results")[0].GetProperty("locations")[0];
        string uri = location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri")
            .GetString()!;
        Assert.StartsWith("m4/", uri, StringComparison.Ordinal);
        Assert.All(uri, c =>
            Assert.True(char.IsAsciiLetterOrDigit(c) || "-._~%/".Contains(c, StringComparison.Ordinal)));
        Assert.Equal(SampleCase.HostilePath, Uri.UnescapeDataString(uri));
    }

    [Theory]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("../../x", "%2E%2E/%2E%2E/x")]
    public void A_uri_never_leaves_its_base(string path, string expected)
    {
        CaseReport report = SampleCase.Create();
        Finding finding = report.Findings[0] with { Subject = path };
        JsonElement run = Run(report with { Results = [report.Results[0] with { Findings = [finding] }] });
        JsonElement location = run.GetProperty("results")[0].GetProperty("locations")[0];
        Assert.Equal(
            expected, location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri")
                .GetString());
    }

    [Fact]
    public void The_chain_of_evidence_is_a_code_flow() => Assert.Equal(
        2,
        Run(SampleCase.Create()).GetProperty("results")[0].GetProperty("codeFlows")[0].GetProperty("threadFlows")[0]
            .GetProperty("locations").GetArrayLength());

    [Fact]
    public void A_step_is_not_repeated_and_a_result_names_the_rules_it_meets()
    {
        JsonElement result = Run(SampleCase.Combined()).GetProperty("results")[0];
        string[] steps = [.. result.GetProperty("codeFlows")[0].GetProperty("threadFlows")[0].GetProperty("locations")
            .EnumerateArray().Select(step => step.GetRawText())];
        Assert.Equal(2, steps.Length);
        Assert.Equal(steps.Distinct(), steps);
        Assert.EndsWith(
            "Critical together with D10 in this file.", result.GetProperty("message").GetProperty("text").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_better_tag_is_a_note_of_the_run() => Assert.Contains(
        "fits the tag v1.1", Run(SampleCase.OfAnotherTag()).GetProperty("invocations").ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void An_incomplete_audit_is_an_unsuccessful_execution()
    {
        JsonElement invocation = Run(SampleCase.Incomplete()).GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.True(Run(SampleCase.Clean()).GetProperty("invocations")[0].GetProperty("executionSuccessful")
            .GetBoolean());
    }

    [Fact]
    public void More_results_than_a_service_keeps_are_cut_and_said_so()
    {
        CaseReport report = SampleCase.Create();
        Finding[] many = [.. Enumerable.Range(0, 5_100).Select(i => report.Findings[0] with { Subject = $"f{i}" })];
        JsonElement run = Run(report with { Results = [report.Results[0] with { Findings = many }] });
        Assert.Equal(5_000, run.GetProperty("results").GetArrayLength());
        Assert.Contains("5100 findings", run.GetProperty("invocations").ToString(), StringComparison.Ordinal);
    }
}
