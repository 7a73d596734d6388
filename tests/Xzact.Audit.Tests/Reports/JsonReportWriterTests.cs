using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class JsonReportWriterTests
{
    private static readonly string s_schema = EmbeddedText.Read("Reports/case-report.schema.json");

    public static TheoryData<string> Cases() => ["full", "clean", "incomplete", "other-tag", "combined", "settled"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_is_valid_against_the_published_schema(string name)
    {
        CaseReport report = name switch
        {
            "full" => SampleCase.Create(),
            "clean" => SampleCase.Clean(),
            "other-tag" => SampleCase.OfAnotherTag(),
            "combined" => SampleCase.Combined(),
            "settled" => SampleCase.Settled(),
            _ => SampleCase.Incomplete(),
        };
        Assert.Empty(JsonSchemaCheck.Violations(report.Write(ReportFormat.Json), s_schema));
    }

    [Fact]
    public void The_schema_knows_every_account_and_role()
    {
        foreach (string word in AccountKindInfo.All.Select(i => i.Id).Concat(Enum.GetNames<FileRole>()))
        {
            Assert.Contains($"\"{word}\"", s_schema, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_schema_check_can_fail()
    {
        string json = SampleCase.Create().Write(ReportFormat.Json)
            .Replace("\"Critical\"", "\"Fatal\"", StringComparison.Ordinal);
        Assert.NotEmpty(JsonSchemaCheck.Violations(json, s_schema));
    }

    [Fact]
    public void Names_are_sanitised_and_equal_cases_give_equal_text()
    {
        string json = SampleCase.Create().Write(ReportFormat.Json);
        Assert.Equal(json, SampleCase.Create().Write(ReportFormat.Json));
        using JsonDocument document = JsonDocument.Parse(json);
        string path = document.RootElement.GetProperty("findings")[0].GetProperty("subject").GetString()!;
        Assert.Equal(Sanitizer.Clean(SampleCase.HostilePath), path);
    }
}
