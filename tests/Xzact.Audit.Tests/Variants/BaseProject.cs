using Xzact.Audit.Case;
using Xzact.Audit.Indicators;
using Xzact.Audit.Known;
using Xzact.Audit.Release;
using Xzact.Audit.Release.Explanations;
using Xzact.Audit.Settings;
using Xzact.Audit.Tests.Release;

namespace Xzact.Audit.Tests.Variants;

/// <summary>
/// An invented project with its history, its tag and the archive that its honest maintainer would make. Everything is
/// inert text in memory; nothing of it is built or run. One repository serves all variants of a project.
/// </summary>
internal abstract class BaseProject : IDisposable
{
    private readonly ReleaseFixture _release;
    private readonly KnownUpstreamIndex _known;
    private readonly ExplanationLedger _reviewed;

    /// <param name="history">The commits; the last one has the tag.</param>
    /// <param name="make">What <c>make dist</c> or a packaging tool adds to the tracked files.</param>
    /// <param name="published">What upstream projects published, by their paths; with its serial.</param>
    /// <param name="reviewed">Paths of generated files that a packager has read and explained.</param>
    protected BaseProject(
        IEnumerable<(string Message, IReadOnlyList<Shipped> Files)> history,
        Func<ReleaseFixture, IEnumerable<Shipped>> make, (string Path, string Content, int? Serial)[] published,
        params string[] reviewed)
    {
        _release = new(history);
        _known = ReleaseAuditTests.Index(published);
        Shipped[] made = [.. make(_release)];
        Honest = [.. _release.Archive.Where(f => !made.Any(m => m.Path == f.Path)), .. made];
        _reviewed = Review(Run(ReleaseFixture.Gzip(ReleaseFixture.Put(new(), Honest).End()), ledger: null), reviewed);
    }

    /// <summary>The members of the honest archive.</summary>
    public IReadOnlyList<Shipped> Honest { get; }

    /// <summary>The files that nothing explains in the honest archive either.</summary>
    public abstract IReadOnlyList<string> Unexplained { get; }

    /// <summary>Audits an archive the way <c>xzact release</c> does, with the ledger of the packager.</summary>
    public CaseReport Audit(byte[] archive) => Run(archive, _reviewed);

    public void Dispose() => _release.Dispose();

    // The name differs from the audit that was reviewed: an archive that was replaced is another finding.
    private CaseReport Run(byte[] archive, ExplanationLedger? ledger) => Suppressor.Apply(
        ReleaseAudit.Run(_release.Request(archive) with
        {
            KnownFiles = _known,
            LedgerIn = ledger,
            Indicators = IndicatorList.Shipped,
        }),
        AuditSettings.None, new DateOnly(2025, 1, 1));

    private static ExplanationLedger Review(CaseReport report, string[] reviewed)
    {
        ExplanationLedger ledger = ExplanationLedger.After(report, before: null);
        Assert.Equal(reviewed.Order(), ledger.Explanations.Select(e => e.Path).Intersect(reviewed).Order());
        return ledger with
        {
            Archives = [],
            Explanations =
            [
                .. ledger.Explanations.Where(e => reviewed.Contains(e.Path))
                    .Select(e => e with { Review = "read line by line" }),
            ],
        };
    }
}
