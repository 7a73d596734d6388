using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;
using Xzact.Audit.Exposure.Inventories;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Sboms;

/// <summary>Makes packages of what lists of parts say: names, versions, package URLs.</summary>
internal static class SbomPackage
{
    /// <summary>The package that an entry is about.</summary>
    /// <param name="purl">The entry's package URL; null if it has none.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="version">The entry's version; null if it has none.</param>
    /// <param name="source">The name of its source package, where the list says it elsewhere.</param>
    /// <param name="place">Where the entry is.</param>
    /// <returns>The package, or null if it has no version.</returns>
    public static InstalledPackage? From(
        string? purl, string? name, string? version, string? source, Evidence place)
    {
        PackageUrl? url = purl is null ? null : PackageUrl.Parse(purl);
        string? real = url?.Version ?? version;
        if (string.IsNullOrEmpty(real) || (url?.Name ?? name) is not { Length: > 0 } called)
        {
            return null;
        }

        if (url is null)
        {
            return new("generic", called, real, VersionScheme.Upstream, place) { SourceIsKnown = source is not null };
        }

        VersionScheme scheme = SchemeOf(url.Type);
        bool isDistribution = scheme is not (VersionScheme.Semantic or VersionScheme.Upstream or VersionScheme.Unknown);

        // The epoch stands in a qualifier, because a colon would have to be escaped.
        string full = url.Qualifiers.GetValueOrDefault("epoch") is { } epoch and not "0"
            && !real.Contains(':', StringComparison.Ordinal) ? $"{epoch}:{real}" : real;
        string[] upstream = (url.Qualifiers.GetValueOrDefault("upstream") ?? source ?? "").Split('@', 2);

        // Of these types names have no capitals, and the category of an ebuild is no part of the name.
        called = url.Type is "deb" or "apk" or "alpm" or "github" or "pypi" ? called.ToLowerInvariant() : called;
        string packageName = isDistribution || url.Namespace.Length == 0 || url.Type == "ebuild" ? called : Joined(url);
        (string sourceName, string? sourceVersion) = SourceOf(upstream, url.Type);
        return new(url.Type, packageName, full, scheme, place)
        {
            Source = sourceName.Length > 0 ? sourceName : packageName,
            SourceVersion = sourceVersion ?? full,
            SourceIsKnown = !isDistribution || sourceName.Length > 0,
            Architecture = url.Qualifiers.GetValueOrDefault("arch"),
            Distribution = isDistribution ? DistributionOf(url) : null,
        };
    }

    // rpm's file name of a source package, where the tool gives that.
    private static (string Name, string? Version) SourceOf(string[] upstream, string type)
    {
        string name = upstream[0].Replace(".src.rpm", "", StringComparison.Ordinal);
        string[] parts = name.Split('-');
        return type == "rpm" && name != upstream[0] && parts.Length > 2
            ? (string.Join('-', parts[..^2]), null)
            : (name, upstream.Length == 2 ? upstream[1] : null);
    }

    private static string Joined(PackageUrl url) =>
        url.Type == "maven" ? $"{url.Namespace}:{url.Name}" : $"{url.Namespace}/{url.Name}";

    // "debian-12", "alpine-3.19.1", "fedora-40"; some write only the release's name.
    private static Distribution? DistributionOf(PackageUrl url)
    {
        string vendor = url.Namespace.ToLowerInvariant();
        string named = (url.Qualifiers.GetValueOrDefault("distro") ?? "").ToLowerInvariant();
        string[] parts = named.Split('-');
        bool hasRelease = parts.Length > 1 && parts[^1].Length > 0 && char.IsAsciiDigit(parts[^1][0]);
        string id = hasRelease ? string.Join('-', parts[..^1])
            : Ecosystem.Knows(named) ? named : vendor;
        return (id.Length > 0 ? id : vendor) is { Length: > 0 } known
            ? new(known, hasRelease ? parts[^1] : null, vendor.Length > 0 && vendor != known ? [vendor] : [])
            : null;
    }

    private static VersionScheme SchemeOf(string type) => type switch
    {
        "deb" => VersionScheme.Dpkg,
        "rpm" => VersionScheme.Rpm,
        "apk" => VersionScheme.Apk,
        "alpm" => VersionScheme.Pacman,
        "npm" or "cargo" or "golang" or "nuget" or "swift" or "pub" or "hex" => VersionScheme.Semantic,
        "pypi" or "maven" or "gem" or "composer" or "cran" or "hackage" => VersionScheme.Unknown,
        _ => VersionScheme.Upstream,
    };
}
