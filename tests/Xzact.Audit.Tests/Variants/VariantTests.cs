using Xzact.Audit.Case;

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

/// <summary>The projects, made once, and the reports of the variants, each made when it is first asked for.</summary>
public sealed class VariantReports : IDisposable
{
    private readonly Lazy<AutotoolsProject> _autotools = new();
    private readonly Lazy<PackageProject> _package = new();
    private readonly Dictionary<string, CaseReport> _reports = [];

    internal BaseProject Autotools => _autotools.Value;

    internal BaseProject Package => _package.Value;

    internal CaseReport Of(Variant variant)
    {
        if (!_reports.TryGetValue(variant.Name, out CaseReport? report))
        {
            VariantArchive archive = new(variant.IsOfPackage ? Package : Autotools);
            variant.Change(archive);
            _reports.Add(variant.Name, report = archive.Audit());
        }

        return report;
    }

    public void Dispose()
    {
        (_autotools.IsValueCreated ? _autotools.Value : null)?.Dispose();
        (_package.IsValueCreated ? _package.Value : null)?.Dispose();
    }
}
