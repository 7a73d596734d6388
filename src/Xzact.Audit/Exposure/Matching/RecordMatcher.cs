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
            : record.IsBuiltIn ? CheckRelease(record, named, affected, Check(named, affected, scheme))
            : Check(named, affected, scheme);
        Authority authority = record.IsBuiltIn ? named.Ecosystem.IsOwn ? Authority.BuiltIn : Authority.Other
            : !named.Ecosystem.IsOwn ? Authority.Other
            : record.Id.StartsWith("GHSA-", StringComparison.Ordinal) && IsOfDistribution(named.Package)
                ? Authority.Database
            : Authority.Own;
        return new(named, record, affected, verdict.Status, $"{Shown(named)} {verdict.Reason}", authority)
        {
            IsBehind = verdict.IsBehind,
        };
    }

    private static RangeVerdict NeverShipped(OsvRecord record, NamedPackage named)
    {
        string release = UpstreamVersion.Of(named.Package.Scheme, named.Version).Release;
        return ReleaseNumber.Find(release, UpstreamVersions(record)).Release is string bad
            ? new(ExposureStatus.Unknown,
                $"says that it is {bad}, a bad release, which its distribution says it never shipped")
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

    // A row may say "not affected" of a version that has the number of a bad release: because it was built again
    // without the code, which the row knows, or because the row never heard of a version that is written so.
    private static RangeVerdict CheckRelease(
        OsvRecord record, NamedPackage named, OsvAffected affected, RangeVerdict verdict)
    {
        (string release, bool wentBack) = UpstreamVersion.Of(named.Package.Scheme, named.Version);
        (ReleaseFit fit, string? bad) = ReleaseNumber.Find(release, UpstreamVersions(record));
        if (verdict.Status != ExposureStatus.NotAffected || fit == ReleaseFit.Other)
        {
            return verdict;
        }

        if (affected.Ecosystem == Ecosystem.Upstream)
        {
            return fit == ReleaseFit.Same && !wentBack
                ? new(ExposureStatus.Affected, $"is the release {bad}, which the record lists")
                : new(ExposureStatus.Unknown, bad is null ? "does not say which release it is"
                    : $"has the number of the release {bad}, which the record lists, and says more");
        }

        bool isKnownRebuild = fit == ReleaseFit.Same && !wentBack && affected.Ranges.Count > 0
            && HasEpoch(named.Version) == affected.Ranges.SelectMany(r => r.Events).Any(e => HasEpoch(e.Version));
        return bad is null || isKnownRebuild ? verdict : new(
            ExposureStatus.Unknown,
            $"has the number of the release {bad}, which was bad, and is written as the record does not expect: by the "
                + $"order of its numbers alone it {verdict.Reason}");

        static bool HasEpoch(string version) =>
            version.Split(':') is [var epoch, _, ..] && epoch.TrimStart('0').Length > 0;
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
            .. record.Affected.SelectMany(a => a.Binaries.Append(a.Name)).Select(PlainName),
        ];
        HashSet<InstalledPackage> judged = new(
            _verdicts.Where(v => v.Record == record).Select(v => v.Package.Package),
            ReferenceEqualityComparer.Instance);
        IEnumerable<InstalledPackage> rest = index.All
            .Where(p => !judged.Contains(p)
                && (names.Contains(PlainName(p.Source)) || names.Contains(PlainName(p.Name))));
        foreach (InstalledPackage package in rest)
        {
            (string release, _) = UpstreamVersion.Of(package.Scheme, package.SourceVersion);
            (ReleaseFit fit, string? found) = ReleaseNumber.Find(release, bad);
            if (found is null && package.IsOfLanguage)
            {
                // A library of that name for a language has its own numbers.
                continue;
            }

            string where = package.Distribution is { } distribution
                ? $"the built-in set has no row about {distribution} with the package {package.Source}"
                : IsOfDistribution(package) ? "nothing says which distribution it is of"
                : $"the built-in set has no row about packages of the type {package.Kind}";
            Ecosystem none = new(Ecosystem.Upstream, null, false, false, IsOwn: false);
            NamedPackage named = new(package, none, package.Name, package.Version);
            _verdicts.Add(new(
                named, record, upstream,
                fit == ReleaseFit.Other ? ExposureStatus.NotAffected : ExposureStatus.Unknown,
                fit switch
                {
                    ReleaseFit.Other => $"{Shown(named)} is the release {release}, which was never bad",
                    ReleaseFit.None => $"{Shown(named)} does not say which release it is; {where}",
                    _ => $"{Shown(named)} {(fit == ReleaseFit.Same ? "is" : "has the number of")} the release {found}, "
                        + $"which was bad where it was built from the archive; {where}",
                },
                Authority.Other));
        }
    }

    private static HashSet<string> UpstreamVersions(OsvRecord record) =>
        [.. record.Affected.Where(a => a.Ecosystem == Ecosystem.Upstream).SelectMany(a => a.Versions)];

    // "tukaani-project/xz", "xz_utils" and "XZ Utils" are names of one thing.
    private static string PlainName(string name) => name[(name.LastIndexOfAny(['/', ':']) + 1)..].ToLowerInvariant()
        .Replace('_', '-').Replace(' ', '-');

    private static bool IsOfDistribution(InstalledPackage package) => package.Kind is "deb" or "rpm" or "apk" or "alpm";

    private static string Shown(NamedPackage named) => named.Name == named.Package.Name
        ? named.Version : $"{named.Version} of the source package {named.Name}";
}
