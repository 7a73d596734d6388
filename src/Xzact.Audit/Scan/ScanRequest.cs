using Xzact.Audit.Archives;
using Xzact.Audit.Indicators;

namespace Xzact.Audit.Scan;

/// <summary>What to scan, and within which limits.</summary>
public sealed record ScanRequest
{
    /// <summary>The default of <see cref="MaxArchiveBytes"/>.</summary>
    public const long DefaultMaxArchiveBytes = 2L << 30;

    /// <summary>A folder, or an archive of a source tree.</summary>
    public required string Path { get; init; }

    /// <summary>Limits of the archive reader.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>The most bytes that the files of an archive may have together; they are held in memory.</summary>
    public long MaxArchiveBytes { get; init; } = DefaultMaxArchiveBytes;

    /// <summary>The largest build script that is parsed, in bytes; larger ones leave the scan incomplete.</summary>
    public int MaxScriptBytes { get; init; } = 32 << 20;

    /// <summary>Rules that are left out, to measure what the others find.</summary>
    public IReadOnlySet<string> WithoutRules { get; init; } = new HashSet<string>();

    /// <summary>The project's list of its opaque files, which is compared with the tree; null for none.</summary>
    public OpaqueManifest? Manifest { get; init; }

    /// <summary>The file that <see cref="Manifest"/> was read from; it is not taken for a test if it lies in the tree.
    /// </summary>
    public string? ManifestPath { get; init; }

    /// <summary>Given a list of the tree's opaque files, for people to fill in; may be null.</summary>
    public Action<OpaqueManifest>? Drafted { get; init; }

    /// <summary>Told in a few words what is being done; may be null.</summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>Stops the scan.</summary>
    public CancellationToken Cancellation { get; init; }

    // Tests give invented indicators here; nothing of the user's input can replace the shipped ones.
    internal IndicatorList Indicators { get; init; } = IndicatorList.Shipped;
}
