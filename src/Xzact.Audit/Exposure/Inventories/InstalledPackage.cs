using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Versions;

namespace Xzact.Audit.Exposure.Inventories;

/// <summary>One package that a database or a list of parts names.</summary>
/// <param name="Kind">Its package manager or registry in the words of package URLs: deb, rpm, apk, alpm, npm.</param>
/// <param name="Name">Its own name.</param>
/// <param name="Version">Its whole version, epoch and release included.</param>
/// <param name="Scheme">How its versions are ordered.</param>
/// <param name="Place">Where it is named.</param>
internal sealed record InstalledPackage(
    string Kind, string Name, string Version, VersionScheme Scheme, Evidence Place)
{
    private static readonly HashSet<string> s_languages =
    [
        "cargo", "composer", "cran", "gem", "golang", "hackage", "hex", "maven", "npm", "nuget", "pub", "pypi", "swift",
    ];

    /// <summary>The name of the source package that it was built from; its own name where none is given.</summary>
    public string Source { get; init; } = Name;

    /// <summary>The version of that source package.</summary>
    public string SourceVersion { get; init; } = Version;

    /// <summary>Whether the database or list says what the source package is.</summary>
    public bool SourceIsKnown { get; init; } = true;

    /// <summary>The architecture as the database writes it; null if it does not say.</summary>
    public string? Architecture { get; init; }

    /// <summary>The system that it is a package of; null for a registry's package, or where nothing says.</summary>
    public Distribution? Distribution { get; init; }

    /// <summary>In an image, the first layer that has it and whether the last still does; else null.</summary>
    public string? Layer { get; init; }

    /// <summary>False if a later layer of the image took it away.</summary>
    public bool IsPresent { get; init; } = true;

    /// <summary>The file in which it was found by content; null for a package that is listed.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is of a registry for one language.</summary>
    public bool IsOfLanguage => s_languages.Contains(Kind);

    /// <summary>The package in one word for reports: <c>deb/liblzma5@5.4.1-1</c>.</summary>
    public string Subject => File ?? $"{Kind}/{Name}@{Version}";
}
