namespace Xzact.Audit.Exposure.Versions;

/// <summary>How the versions of an ecosystem are ordered.</summary>
internal enum VersionScheme
{
    /// <summary>Debian and its children: <c>epoch:upstream-revision</c>.</summary>
    Dpkg,

    /// <summary>RPM: <c>epoch:version-release</c>.</summary>
    Rpm,

    /// <summary>Alpine and its children.</summary>
    Apk,

    /// <summary>Arch and its children: <c>epoch:version-release</c>.</summary>
    Pacman,

    /// <summary>Semantic Versioning 2.0.0.</summary>
    Semantic,

    /// <summary>What authors of releases write: numbers, and words such as alpha that come before one.</summary>
    Upstream,

    /// <summary>An order that is not known here; only equal versions can be told.</summary>
    Unknown,
}
