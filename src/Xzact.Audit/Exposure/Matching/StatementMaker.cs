using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;

namespace Xzact.Audit.Exposure.Matching;

/// <summary>Joins what several records say of one package and one thing into one statement: the record with the most
/// authority decides, and those that disagree are named.</summary>
internal static class StatementMaker
{
    /// <summary>The statements, worst first.</summary>
    public static IReadOnlyList<ExposureStatement> Make(IEnumerable<RecordVerdict> verdicts) =>
        Order(verdicts.GroupBy(v => (v.Package.Package, v.Record.Subject)).Select(group => Make([.. group])));

    /// <summary>Statements in the order of reports.</summary>
    public static IReadOnlyList<ExposureStatement> Order(IEnumerable<ExposureStatement> statements) =>
    [
        .. statements.OrderBy(s => s.Status).ThenBy(s => s.IsPresent ? 0 : 1)
            .ThenBy(s => s.Subject, StringComparer.Ordinal)
            .ThenBy(s => s.Advisory, StringComparer.Ordinal),
    ];

    private static ExposureStatement Make(RecordVerdict[] verdicts)
    {
        RecordVerdict decides = verdicts.OrderByDescending(v => v.Authority).ThenBy(v => v.Status)
            .ThenBy(v => v.Record.Id, StringComparer.Ordinal).First();
        RecordVerdict[] others = [.. verdicts.Where(v => v.Status != decides.Status)];
        InstalledPackage package = decides.Package.Package;

        // What a record says about a distribution that this one is only like is no more than a hint.
        bool isHint = decides is { Status: ExposureStatus.Affected, Package.Ecosystem.IsOwn: false };
        string hint = isHint && decides.Package.Ecosystem.Name != Ecosystem.Upstream
            ? $"; the record is about {decides.Package.Ecosystem.Name}, which {package.Distribution} says it is like"
            : "";
        return new(
            decides.Status, package.Subject, decides.Record.Subject, decides.Reason + hint)
        {
            IsContent = package.File is not null,
            Effect = decides.Affected.Effect,
            IsMalicious = verdicts.Any(v => v.Record.IsMalicious),
            Rating = verdicts.Max(v => v.Record.Rating),
            IsPresent = package.IsPresent,
            FixedIn = decides.Status == ExposureStatus.Affected ? FixOf(decides) : null,
            HasNote = decides.Affected.Note is not null,
            Steps = decides.Record.IsBuiltIn && decides.Status == ExposureStatus.Affected ? Steps(decides) : [],
            Evidence =
            [
                package.Place with { What = $"{package.Name} {package.Version} {package.Place.What}{Layer(package)}" },
                new($"{decides.Record.Id}: {decides.Reason}{Note(decides)}", PathOf(decides.Record)),
                .. others.Select(v => new Evidence(
                    $"{v.Record.Id} says otherwise ({Word(v.Status)}: {v.Reason}), and {Why(v, decides)}",
                    PathOf(v.Record))),
            ],
        };
    }

    // Where one row ends another may begin: its first version is not good.
    private static string? FixOf(RecordVerdict verdict)
    {
        string? good = verdict.Affected.Fixed;
        foreach (OsvAffected row in verdict.Record.Affected.SkipWhile(a => a != verdict.Affected).Skip(1)
            .Where(a => a.Ecosystem == verdict.Affected.Ecosystem && a.Name == verdict.Affected.Name))
        {
            if (good is not null
                && RangeCheck.Check(row, verdict.Package.Package.Scheme, good).Status == ExposureStatus.Affected)
            {
                good = row.Fixed;
            }
        }

        return good;
    }

    private static List<ExposureStep> Steps(RecordVerdict verdict)
    {
        InstalledPackage package = verdict.Package.Package;
        bool isTarget = package.Architecture is null or "amd64" or "x86_64";
        return
        [
            new("the version lies in the advisory's range", "yes"),
            new("the code could act in this build", verdict.Affected.Effect switch
            {
                ExposureEffect.Active when !isTarget =>
                    $"no: it was made for x86-64, and this package is of {package.Architecture}",
                ExposureEffect.Active => "yes",
                ExposureEffect.Inert => "no",
                _ => "the record does not say; take it for yes",
            }),
        ];
    }

    private static string Note(RecordVerdict verdict) => verdict.Affected.Note is { } note ? $". {note}" : "";

    private static string Layer(InstalledPackage package) => package.Layer is null ? "" : $", {package.Layer}";

    private static string? PathOf(OsvRecord record) => record.IsBuiltIn ? null : record.Source;

    private static string Word(ExposureStatus status) => status switch
    {
        ExposureStatus.Affected => "affected",
        ExposureStatus.NotAffected => "not affected",
        _ => "unknown",
    };

    private static string Why(RecordVerdict other, RecordVerdict decides) =>
        other.Authority == decides.Authority ? "of two equal records the worse one counts"
        : decides.Authority == Authority.BuiltIn ? "the built-in row about this distribution counts more"
        : "the record of the package's own distribution counts more";
}
