using Xzact.Audit.Binary;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Reports;
using Xzact.Audit.Tests.Reports;

namespace Xzact.Audit.Tests.Binary;

public sealed class PairComparisonTests(Compiled compiled) : IClassFixture<Compiled>
{
    private static Finding? Found(CaseReport report, string rule) =>
        report.Findings.FirstOrDefault(f => f.RuleId == rule);

    [Fact]
    public void A_stripped_copy_differs_in_what_is_not_loaded_alone()
    {
        string whole = compiled.Library("LOOPS", "-g");
        string stripped = compiled.Library("LOOPS", "-g", "-s");
        foreach ((string now, string before) in (ReadOnlySpan<(string, string)>)[(stripped, whole), (whole, stripped)])
        {
            CaseReport report = BinaryAudit.Run(new() { Path = now, ComparePath = before, IsSameSource = true });
            Finding[] found = [.. report.Findings.Where(f => f.RuleId == "D34")];
            Assert.NotEmpty(found);
            Assert.All(found, f => Assert.Equal(Severity.Low, f.Severity));
        }

        CaseReport other = BinaryAudit.Run(new()
        {
            Path = compiled.Library("DEEP", "-g", "-s"),
            ComparePath = whole,
            IsSameSource = true,
        });
        Assert.Equal(Severity.Critical, Found(other, "D34")?.Severity);
    }

    [Fact]
    public void A_table_that_differs_between_builds_of_one_source_is_found()
    {
        CaseReport report = BinaryAudit.Run(new()
        {
            Path = compiled.Library("NONE", "-DTABLE=8"),
            ComparePath = compiled.Library("NONE", "-DTABLE=9"),
            IsSameSource = true,
        });
        Finding data = report.Findings.Single(f => f.RuleId == "D34");
        Assert.Equal((Severity.Medium, "Data differs."), (data.Severity, data.Message));
    }

    [Fact]
    public void Protection_that_is_gained_is_no_finding_and_lost_is_one()
    {
        string weak = compiled.Library("NONE", "-Wl,-z,norelro");
        string strong = compiled.Library("NONE", "-Wl,-z,relro,-z,now");
        CaseReport gained = BinaryAudit.Run(new() { Path = strong, ComparePath = weak });
        Assert.Contains(gained.Binary!.Comparison!.Differences, d => d.Bearing == BinaryBearing.Gain);
        Assert.DoesNotContain(gained.Findings, f => f.Message.Contains("protection", StringComparison.Ordinal));
        Assert.Empty(JsonSchemaCheck.Violations(
            gained.Write(ReportFormat.Json), EmbeddedText.Read("Reports/case-report.schema.json")));
        CaseReport lost = BinaryAudit.Run(new() { Path = weak, ComparePath = strong });
        Finding loss = lost.Findings.First(f => f.Message.Contains("lost protection", StringComparison.Ordinal));
        Assert.Equal(Severity.Medium, loss.Severity);
        Assert.Contains(loss.Evidence, e => e.Excerpt == "full RELRO");
    }
}
