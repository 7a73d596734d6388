using System.Text.Json;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class JsonReportWriterTests
{
    private static readonly string s_schema = EmbeddedText.Read("Reports/case-report.schema.json");

    public static TheoryData<string> Cases() =>
        ["full", "clean", "incomplete", "other-tag", "combined", "regenerated", "settled"];

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
            "regenerated" => SampleCase.Regenerated(),
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
    public void A_regenerated_file_has_its_residual_hunks_with_line_numbers()
    {
        using JsonDocument document = JsonDocument.Parse(SampleCase.Regenerated().Write(ReportFormat.Json));
        JsonElement hunks = document.RootElement.GetProperty("ledger").EnumerateArray()
            .Single(e => e.TryGetProperty("residual", out _)).GetProperty("residual").GetProperty("hunks");
        Assert.Equal((3, 2), (hunks[0].GetProperty("line").GetInt32(), hunks[0].GetProperty("lines").GetInt32()));
        Assert.Equal(
            ["+eval\\x1b[2J <script>", "+second"],
            hunks[0].GetProperty("text").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(7, hunks[1].GetProperty("regeneratedLine").GetInt32());
        Assert.Equal(
            "2.71", document.RootElement.GetProperty("regeneration").GetProperty("tools")[0].GetProperty("used")
                .GetString());
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
