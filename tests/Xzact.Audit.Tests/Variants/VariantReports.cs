using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>The projects, made once, and the reports of the variants, each made when it is first asked for.</summary>
public sealed class VariantReports : IDisposable
{
    private readonly Lazy<AutotoolsProject> _autotools = new();
    private readonly Lazy<PackageProject> _package = new();
    private readonly Dictionary<string, CaseReport> _reports = [];

    internal BaseProject Autotools => _autotools.Value;

    internal BaseProject Package => _package.Value;

    internal CaseReport Of(Variant variant) => Of(variant.Name, variant.IsOfPackage, variant.Change);

    internal CaseReport Of(IndistinctForm form) => Of(form.Name, form.IsOfPackage, form.Change);

    private CaseReport Of(string name, bool isOfPackage, Action<VariantArchive> change)
    {
        if (!_reports.TryGetValue(name, out CaseReport? report))
        {
            VariantArchive archive = new(isOfPackage ? Package : Autotools);
            change(archive);
            _reports.Add(name, report = archive.Audit());
        }

        return report;
    }

    public void Dispose()
    {
        (_autotools.IsValueCreated ? _autotools.Value : null)?.Dispose();
        (_package.IsValueCreated ? _package.Value : null)?.Dispose();
    }
}
