using Xzact.Audit.Case;
using Xzact.Audit.Tests.Known;

namespace Xzact.Audit.Tests.Variants;

// Every variant is made, audited by the whole pipeline, and found as the table says.
public sealed class VariantTests(VariantReports reports) : IClassFixture<VariantReports>
{
    private const int LeastVariants = 40;
    private const int LeastHigh = 30;

    public static TheoryData<string> Names => [.. VariantTable.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variant_is_found_as_named(string name)
    {
        Variant variant = VariantTable.All.Single(v => v.Name == name);
        CaseReport report = reports.Of(variant);
        string all = string.Join('\n', report.Findings.Select(f => $"{f.RuleId} {f.Severity} {f.Subject} {f.Message}"));
        Finding? worst = report.Findings.Where(f => f.RuleId == variant.Rule && f.Subject == variant.Path)
            .MaxBy(f => f.Severity);
        Assert.True(worst?.Severity == variant.Severity, $"{name}: found are\n{all}");
    }

    public static TheoryData<string> Indistinct => [.. IndistinctForms.All.Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Indistinct))]
    public void A_form_like_honest_practice_is_accounted_for_as_the_page_says(string name)
    {
        IndistinctForm form = IndistinctForms.All.Single(f => f.Name == name);
        CaseReport report = reports.Of(form);
        Assert.Equal(form.Seen, report.Ledger.Entries.Single(e => e.Path == form.Path).Account.Kind);
        Assert.DoesNotContain(report.Findings, f => f.Severity >= Severity.High);
    }

    // XZACT_UPDATE_SNAPSHOTS=1 writes the page.
    [Fact]
    public void The_page_of_variants_is_the_table()
    {
        string path = Path.Combine(SharedList.RepositoryRoot, "docs", "variants.md");
        string page = VariantPage.Text(reports);
        if (Environment.GetEnvironmentVariable("XZACT_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", page);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_honest_archive_has_no_finding_that_a_packager_must_look_at(bool isOfPackage)
    {
        BaseProject project = isOfPackage ? reports.Package : reports.Autotools;
        CaseReport report = new VariantArchive(project).Audit();
        Assert.Equal(project.Unexplained, report.Ledger.Unexplained.Select(e => e.Path).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(report.Findings, f => f.Severity >= Severity.High);
        Assert.False(report.IsIncomplete);
    }

    [Fact]
    public void There_are_as_many_variants_as_promised()
    {
        Assert.True(VariantTable.All.Count() >= LeastVariants);
        Assert.True(VariantTable.All.Count(v => v.Severity >= Severity.High) >= LeastHigh);
        Assert.Equal(VariantTable.All.Count(), VariantTable.All.Select(v => v.Name).Distinct().Count());
    }
}
