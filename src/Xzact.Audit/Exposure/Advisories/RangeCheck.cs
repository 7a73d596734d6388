using System.Runtime.InteropServices;
using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>Whether a version is one of those that a record calls affected, and why.</summary>
/// <param name="Status">The answer.</param>
/// <param name="Reason">A clause that follows the version.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RangeVerdict(ExposureStatus Status, string Reason)
{
    /// <summary>Whether the version is behind the end of a range, and not before its begin.</summary>
    public bool IsBehind { get; init; }
}

/// <summary>Evaluates versions and ranges as the OSV schema says (section "Evaluation").</summary>
internal static class RangeCheck
{
    /// <summary>Whether a version is affected.</summary>
    /// <param name="affected">What the record says of the package.</param>
    /// <param name="scheme">The order of the package's versions.</param>
    /// <param name="version">The version.</param>
    public static RangeVerdict Check(OsvAffected affected, VersionScheme scheme, string version)
    {
        if (affected.Versions.Any(v => v == version || VersionOrder.Compare(scheme, v, version) == 0))
        {
            return new(ExposureStatus.Affected, "is one of the versions that the record lists");
        }

        OsvRange[] ranges = [.. affected.Ranges.Where(r => r.Type != OsvRangeType.Git)];
        if (ranges.Length == 0)
        {
            return affected.Versions.Count > 0
                ? new(ExposureStatus.NotAffected, NotListed(affected.Versions, scheme, version))
                : new(ExposureStatus.Unknown, "cannot be compared: the record names no version");
        }

        List<RangeVerdict> verdicts =
            [.. ranges.Select(r => Check(r, r.Type == OsvRangeType.Semver ? VersionScheme.Semantic : scheme, version))];

        // A list that a registry's records carry beside their ranges is whole.
        if (affected.Versions.Count > 0 && verdicts.All(v => v.Status == ExposureStatus.Unknown))
        {
            return new(ExposureStatus.NotAffected, NotListed(affected.Versions, scheme, version));
        }

        return verdicts.FirstOrDefault(v => v.Status == ExposureStatus.Affected) is { Reason: not null } inside ? inside
            : verdicts.FirstOrDefault(v => v.Status == ExposureStatus.Unknown) is { Reason: not null } unknown ? unknown
            : new(
                ExposureStatus.NotAffected,
                string.Join(" and ", verdicts.Select(v => v.Reason).Distinct().Take(3)))
            {
                IsBehind = verdicts.All(v => v.IsBehind),
            };
    }

    // Where all of the list can be ordered, on which side of it the version is.
    private static string NotListed(IReadOnlyList<string> listed, VersionScheme scheme, string version)
    {
        string of = $"the {Counted.Of(listed.Count, "version")} that the record lists";
        int?[] orders = [.. listed.Select(v => VersionOrder.Compare(scheme, version, v))];
        return orders.All(o => o > 0) ? $"is behind {Shown(Outermost(1))}, the last of {of}"
            : orders.All(o => o < 0) ? $"is before {Shown(Outermost(-1))}, the first of {of}"
            : $"is none of {of}";

        string Outermost(int side) => listed.Aggregate((a, b) => VersionOrder.Compare(scheme, b, a) == side ? b : a);
    }

    private static RangeVerdict Check(OsvRange range, VersionScheme scheme, string version)
    {
        if (VersionOrder.WhyInvalid(scheme, version) is string why)
        {
            return new(ExposureStatus.Unknown, $"cannot be ordered: {why}");
        }

        foreach (OsvEvent e in range.Events.Where(e => e.Version is not ("0" or "*")))
        {
            if (VersionOrder.WhyInvalid(scheme, e.Version) is string whyNot)
            {
                return new(ExposureStatus.Unknown,
                    $"cannot be compared with the record's version {Shown(e.Version)}: {whyNot}");
            }
        }

        OsvEvent[] limits = [.. range.Events.Where(e => e.Kind == OsvEventKind.Limit)];
        if (limits.Length > 0 && !limits.Any(l => l.Version == "*" || Order(version, l.Version) < 0))
        {
            return new(ExposureStatus.NotAffected, $"is not before the limit {Shown(limits[0].Version)}");
        }

        OsvEvent[] events = [.. range.Events.Where(e => e.Kind != OsvEventKind.Limit)];
        Array.Sort(events, (a, b) => Order(a.Version, b.Version) is var order and not 0 ? order
            : Rank(a.Kind).CompareTo(Rank(b.Kind)));
        (OsvEvent? since, OsvEvent? end) = (null, null);
        foreach (OsvEvent e in events)
        {
            int order = Order(version, e.Version);
            (since, end) = e.Kind switch
            {
                OsvEventKind.Introduced when order >= 0 => (e, null),
                OsvEventKind.Fixed when order >= 0 => (null, e),
                OsvEventKind.LastAffected when order > 0 => (null, e),
                _ => (since, end ?? e),
            };
        }

        return since is not null
            ? new(ExposureStatus.Affected, $"lies in the range {Shown(range, since)}")
            : new(ExposureStatus.NotAffected, end switch
            {
                { Kind: OsvEventKind.Fixed } => $"is not before {Shown(end.Version)}, where it was fixed",
                { Kind: OsvEventKind.LastAffected } => $"is behind {Shown(end.Version)}, the last that was affected",
                { } first => $"is before {Shown(first.Version)}, where it began",
                null => "lies in no range of the record",
            })
            {
                IsBehind = end is not null && Order(version, end.Version) >= 0,
            };

        int Order(string a, string b) => a == b ? 0
            : a == "0" ? -1 : b == "0" ? 1
            : VersionOrder.Compare(scheme, a, b)!.Value;
    }

    // At the same version a fix ends a range before another begins.
    private static int Rank(OsvEventKind kind) => kind == OsvEventKind.Introduced ? 1 : 0;

    private static string Shown(OsvRange range, OsvEvent since)
    {
        OsvEvent? end = range.Events.SkipWhile(e => e != since).Skip(1)
            .FirstOrDefault(e => e.Kind is OsvEventKind.Fixed or OsvEventKind.LastAffected);
        string begin = since.Version == "0" ? "from the first version" : $"from {Shown(since.Version)}";
        return end switch
        {
            null => begin + " on, which the record never ends",
            { Kind: OsvEventKind.Fixed } => $"{begin} to before {Shown(end.Version)}",
            _ => $"{begin} to {Shown(end.Version)}",
        };
    }

    private static string Shown(string version) => version.Length > 80 ? version[..79] + "…" : version;
}
