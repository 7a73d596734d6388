using Xzact.Audit.Archives;

namespace Xzact.Audit.Exposure;

/// <summary>What to look at, and which advisories to compare it with. One of the three inputs is given.</summary>
public sealed record ExposureRequest
{
    /// <summary>The default of <see cref="MaxFileBytes"/>.</summary>
    public const long DefaultMaxFileBytes = 512L << 20;

    /// <summary>A folder that holds the root of a system.</summary>
    public string? RootPath { get; init; }

    /// <summary>An image archive: an OCI layout or what docker save writes, as tar.</summary>
    public string? ImagePath { get; init; }

    /// <summary>A list of parts: CycloneDX or SPDX.</summary>
    public string? SbomPath { get; init; }

    /// <summary>Folders and archives of OSV records, beside the built-in set.</summary>
    public IReadOnlyList<string> Advisories { get; init; } = [];

    /// <summary>Whether files are looked into for copies of libraries that no package names.</summary>
    public bool LooksIntoFiles { get; init; } = true;

    /// <summary>Folders of the root that are not searched for copies, relative to it or as that system names them.
    /// </summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>The largest file that is looked into, in bytes.</summary>
    public long MaxFileBytes { get; init; } = DefaultMaxFileBytes;

    /// <summary>Bounds for archives.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>Told what is being done, a few times a second at most; null for nobody.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; init; }
}
