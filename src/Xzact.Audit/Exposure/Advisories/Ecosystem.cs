using Xzact.Audit.Exposure.Inventories;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>Which ecosystem of the OSV schema a package belongs to, and by which names its records go.</summary>
/// <param name="Name">The ecosystem without its release.</param>
/// <param name="Release">Its release as records write it; null if it is not known or there is none.</param>
/// <param name="HasReleases">Whether records of it may be about one release alone.</param>
/// <param name="BySource">Whether its records name source packages and nothing else.</param>
/// <param name="IsOwn">False if the distribution only says that it is like this one.</param>
internal sealed record Ecosystem(string Name, string? Release, bool HasReleases, bool BySource, bool IsOwn)
{
    /// <summary>What authors publish themselves, outside every distribution and registry.</summary>
    public const string Upstream = "Upstream";

    private enum Form
    {
        None,
        Major,
        Full,
        Alpine,
        Suse,
    }

    // The distribution's own identifier, the ecosystem, how its releases are written, whether it goes by sources.
    private static readonly (string Id, string Name, Form Form, bool BySource)[] s_distributions =
    [
        ("debian", "Debian", Form.Major, true),
        ("ubuntu", "Ubuntu", Form.Full, true),
        ("kali", "Kali", Form.None, true),
        ("alpine", "Alpine", Form.Alpine, true),
        ("wolfi", "Wolfi", Form.None, true),
        ("chainguard", "Chainguard", Form.None, true),
        ("fedora", "Fedora", Form.Major, false),
        ("rhel", "Red Hat", Form.Major, false),
        ("redhat", "Red Hat", Form.Major, false),
        ("rocky", "Rocky Linux", Form.Major, false),
        ("almalinux", "AlmaLinux", Form.Major, false),
        ("centos", "CentOS", Form.Major, false),
        ("opensuse-tumbleweed", "openSUSE", Form.None, false),
        ("opensuse-leap", "openSUSE", Form.Full, false),
        ("opensuse", "openSUSE", Form.Full, false),
        ("sles", "SUSE", Form.Suse, false),
        ("mageia", "Mageia", Form.Major, false),
        ("openeuler", "openEuler", Form.Full, false),
        ("azurelinux", "Azure Linux", Form.Major, false),
        ("mariner", "Azure Linux", Form.Major, false),
        ("photon", "Photon OS", Form.Full, false),
        ("arch", "Arch Linux", Form.None, false),
        ("gentoo", "Gentoo", Form.None, false),
    ];

    private static readonly Dictionary<string, string> s_registries = new(StringComparer.Ordinal)
    {
        ["npm"] = "npm",
        ["pypi"] = "PyPI",
        ["golang"] = "Go",
        ["maven"] = "Maven",
        ["nuget"] = "NuGet",
        ["gem"] = "RubyGems",
        ["composer"] = "Packagist",
        ["hex"] = "Hex",
        ["pub"] = "Pub",
        ["swift"] = "SwiftURL",
        ["brew"] = "Homebrew",
        ["nix"] = "nixpkgs",
        ["ebuild"] = "Gentoo",
    };

    /// <summary>The ecosystem of a package; null if its distribution is not known here.</summary>
    public static Ecosystem? Of(InstalledPackage package)
    {
        if (package.Kind is not ("deb" or "rpm" or "apk" or "alpm"))
        {
            // The registry of Rust goes by its host's name in the schema.
            string name = package.Kind == "cargo" ? string.Join('.', "crates", "io")
                : s_registries.GetValueOrDefault(package.Kind) ?? Upstream;
            return new(name, null, HasReleases: false, BySource: false, IsOwn: true);
        }

        Distribution? distribution = package.Distribution
            ?? (package.Kind == "alpm" ? new("arch", null, []) : null);
        return distribution is null ? null
            : Find(distribution.Id, distribution.Release, isOwn: true)
                ?? distribution.Like.Select(id => Find(id, release: null, isOwn: false))
                    .FirstOrDefault(e => e is not null);
    }

    /// <summary>Whether a distribution's identifier is known here.</summary>
    public static bool Knows(string id) => s_distributions.Any(d => d.Id == id);

    /// <summary>Whether a record about a release is about this one; null if it cannot be told.</summary>
    public bool? Matches(string? recordRelease) =>
        recordRelease is null ? true
        : Release is null ? (HasReleases ? null : false)
        : recordRelease.Split(':').Any(part =>
            part == Release || part.EndsWith(" " + Release, StringComparison.Ordinal));

    private static Ecosystem? Find(string id, string? release, bool isOwn)
    {
        (string known, string name, Form form, bool bySource) = s_distributions.FirstOrDefault(d => d.Id == id);
        if (known is null)
        {
            return null;
        }

        string? written = id == "opensuse-tumbleweed" ? "Tumbleweed" : (release, form) switch
        {
            (null, _) or (_, Form.None) => null,
            (_, Form.Major) => release.Split('.')[0],
            (_, Form.Alpine) => "v" + string.Join('.', release.Split('.').Take(2)),
            (_, Form.Suse) => release.Replace(".", " SP", StringComparison.Ordinal),
            _ => release,
        };
        return new(name, written, form != Form.None, bySource, isOwn);
    }
}
