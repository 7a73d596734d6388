using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Matching;

/// <summary>Compares the packages with one record after the other; a record that is about none is not kept.</summary>
internal sealed class RecordMatcher(PackageIndex index)
{
    private readonly List<RecordVerdict> _verdicts = [];

    /// <summary>What the records say so far.</summary>
    public IReadOnlyList<RecordVerdict> Verdicts => _verdicts;

    /// <summary>Compares the packages with a record.</summary>
    public void Add(OsvRecord record)
    {
        IEnumerable<IGrouping<InstalledPackage, (NamedPackage Named, OsvAffected Affected)>> byPackage =
            record.Affected.SelectMany(affected => index.Find(affected).Select(named => (named, affected)))
                .GroupBy(pair => pair.named.Package);
        foreach (IGrouping<InstalledPackage, (NamedPackage Named, OsvAffected Affected)> entries in byPackage)
        {
            if (Verdict(record, [.. entries]) is { } verdict)
            {
                _verdicts.Add(verdict);
            }
        }

        if (record.IsBuiltIn)
        {
            AddByRelease(record);
        }
    }

    /// <summary>Entries of one record about one package: one a release of the distribution, or one a range.</summary>
    private static RecordVerdict? Verdict(OsvRecord record, (NamedPackage Named, OsvAffected Affected)[] entries)
    {
        RecordVerdict[] here =
        [
            .. entries.Where(e => e.Named.Ecosystem.Matches(e.Affected.Release) == true)
                .Select(e => ToVerdict(record, e.Named, e.Affected)),
        ];
        if (here.Length > 0)
        {
            // Of ranges that the version is in none of, the last that it is behind tells most.
            return here.FirstOrDefault(v => v.Status == ExposureStatus.Affected)
                ?? here.FirstOrDefault(v => v.Status == ExposureStatus.Unknown)
                ?? here.LastOrDefault(v => v.IsBehind) ?? here[0];
        }

        // Not about this release. Where nothing says which release this is, all of them must agree.
        RecordVerdict[] anywhere =
        [
            .. entries.Where(e => e.Named.Ecosystem.Matches(e.Affected.Release) is null)
                .Select(e => ToVerdict(record, e.Named, e.Affected)),
        ];
        return anywhere.Length == 0 ? null
            : anywhere.All(v => v.Status == anywhere[0].Status) ? anywhere[0]
            : anywhere[0] with
            {
                Status = ExposureStatus.Unknown,
                Reason = $"{Shown(anywhere[0].Package)}: the record differs between releases of "
                    + $"{anywhere[0].Affected.Ecosystem}, and nothing says which one this is",
            };
    }

    private static RecordVerdict ToVerdict(OsvRecord record, NamedPackage named, OsvAffected affected)
    {
        VersionScheme scheme = named.Package.Scheme;
        RangeVerdict verdict = affected.Effect == ExposureEffect.NeverShipped
            ? NeverShipped(record, named)
            : Check(named, affected, scheme);
        Authority authority = record.IsBuiltIn ? named.Ecosystem.IsOwn ? Authority.BuiltIn : Authority.Other
            : !named.Ecosystem.IsOwn ? Authority.Other
            : record.Id.StartsWith("GHSA-", StringComparison.Ordinal) && IsOfDistribution(named) ? Authority.Database
            : Authority.Own;
        return new(named, record, affected, verdict.Status, $"{Shown(named)} {verdict.Reason}", authority)
        {
            IsBehind = verdict.IsBehind,
        };
    }

    private static RangeVerdict NeverShipped(OsvRecord record, NamedPackage named)
    {
        string release = UpstreamVersion.Of(named.Package.Scheme, named.Version).Release;
        return UpstreamVersions(record).Contains(release)
            ? new(ExposureStatus.Unknown,
                $"says that it is {release}, a bad release, which its distribution says it never shipped")
            : new(ExposureStatus.NotAffected, "is of a distribution that never shipped an affected version");
    }

    private static RangeVerdict Check(
        NamedPackage named, OsvAffected affected, VersionScheme scheme)
    {
        RangeVerdict verdict = RangeCheck.Check(affected, scheme, named.Version);
        (string release, bool wentBack) = UpstreamVersion.Of(scheme, named.Version);
        bool knowsOfIt = affected.Ranges.SelectMany(r => r.Events).Select(e => e.Version).Concat(affected.Versions)
            .Any(v => UpstreamVersion.Of(scheme, v).WentBack);
        if (!wentBack || knowsOfIt || verdict.Status != ExposureStatus.Affected)
        {
            return wentBack && verdict.Status == ExposureStatus.NotAffected
                ? verdict with { Reason = $"{verdict.Reason}; it went back to the release {release}" } : verdict;
        }

        // The number in front only makes the package look newer than the one it replaces.
        RangeVerdict real = RangeCheck.Check(affected, scheme, release);
        return real.Status == ExposureStatus.Affected
            ? verdict
            : new(ExposureStatus.NotAffected,
                $"{verdict.Reason} by its number, but says that it went back to {release}, which {real.Reason}");
    }

    // A package of a distribution that no row is about may still be a bad release.
    private void AddByRelease(OsvRecord record)
    {
        HashSet<string> bad = UpstreamVersions(record);
        OsvAffected? upstream = record.Affected.FirstOrDefault(a => a.Ecosystem == Ecosystem.Upstream);
        if (upstream is null)
        {
            return;
        }

        HashSet<string> names =
        [
            .. record.Affected.SelectMany(a => a.Binaries.Append(a.Name)),
        ];
        HashSet<InstalledPackage> judged = new(
            _verdicts.Where(v => v.Record == record).Select(v => v.Package.Package),
            ReferenceEqualityComparer.Instance);
        IEnumerable<InstalledPackage> rest = index.All
            .Where(p => !judged.Contains(p) && (names.Contains(p.Source) || names.Contains(p.Name)));
        foreach (InstalledPackage package in rest)
        {
            (string release, _) = UpstreamVersion.Of(package.Scheme, package.SourceVersion);
            bool isBad = bad.Contains(release);
            string where = package.Distribution is { } distribution
                ? $"the built-in set has no row about {distribution}" : "nothing says which distribution it is of";
            Ecosystem none = new(Ecosystem.Upstream, null, false, false, IsOwn: false);
            NamedPackage named = new(package, none, package.Name, package.Version);
            _verdicts.Add(new(
                named, record, upstream,
                isBad ? ExposureStatus.Unknown : ExposureStatus.NotAffected,
                isBad ? $"{Shown(named)} is the release {release}, which was bad where it was built from the "
                    + $"archive; {where}"
                    : $"{Shown(named)} is the release {release}, which was never bad",
                Authority.Other));
        }
    }

    private static HashSet<string> UpstreamVersions(OsvRecord record) =>
        [.. record.Affected.Where(a => a.Ecosystem == Ecosystem.Upstream).SelectMany(a => a.Versions)];

    private static bool IsOfDistribution(NamedPackage named) => named.Package.Kind is "deb" or "rpm" or "apk" or "alpm";

    private static string Shown(NamedPackage named) => named.Name == named.Package.Name
        ? named.Version : $"{named.Version} of the source package {named.Name}";
}
