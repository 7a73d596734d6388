using Xzact.Audit.Archives;
using Xzact.Audit.Indicators;
using Xzact.Audit.Known;
using Xzact.Audit.Release.Explanations;
using Xzact.Audit.Release.Packages;

namespace Xzact.Audit.Release;

/// <summary>How far an audit is.</summary>
/// <param name="Files">Files read so far.</param>
/// <param name="Offset">Offset of the last one in the container, in bytes.</param>
public readonly record struct ReleaseProgress(int Files, long Offset);

/// <summary>What to audit, against what, and within which limits.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The default of <see cref="MaxTextBytes"/>: several times the largest configure script.</summary>
    public const long DefaultMaxTextBytes = 8L << 20;

    /// <summary>The default of <see cref="MaxTotalTextBytes"/>.</summary>
    public const long DefaultMaxTotalTextBytes = 256L << 20;

    /// <summary>Path of the release archive.</summary>
    public required string ArchivePath { get; init; }

    /// <summary>Further archives of the same release, which must hold the same files as the first.</summary>
    public IReadOnlyList<string> OtherArchives { get; init; } = [];

    /// <summary>Path of the git repository: work tree, bare repository or bundle. Null if there is none; then
    /// <see cref="PreviousPath"/> or one of <see cref="OtherArchives"/> is needed.</summary>
    public string? SourcePath { get; init; }

    /// <summary>Repositories of the tag's submodules.</summary>
    public IReadOnlyList<string> MoreSources { get; init; } = [];

    /// <summary>The archive of the release before, or null.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>The exact name of the tag that the archive claims to be made from; null for the one tag that has the
    /// version of the archive's name.</summary>
    public string? Tag { get; init; }

    /// <summary>What earlier audits explained; null for the first.</summary>
    public ExplanationLedger? LedgerIn { get; init; }

    /// <summary>Limits of the archive reader.</summary>
    public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;

    /// <summary>The largest single build text that is analysed, in bytes; larger ones make the audit
    /// incomplete.</summary>
    public long MaxTextBytes { get; init; } = DefaultMaxTextBytes;

    /// <summary>The most build text that is kept in memory at once, in bytes.</summary>
    public long MaxTotalTextBytes { get; init; } = DefaultMaxTotalTextBytes;

    /// <summary>Told about progress while the archive is read; may be null.</summary>
    public IProgress<ReleaseProgress>? Progress { get; init; }

    /// <summary>How to run the tag's own build system; null runs nothing at all.</summary>
    public RegenerationOptions? Regeneration { get; init; }

    /// <summary>Stops the audit.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The known upstream files; null takes the index that ships.</summary>
    public KnownUpstreamIndex? KnownFiles { get; init; }

    // The archive, where ArchivePath is the package that it lies in.
    internal EmbeddedArchive? Embedded { get; init; }

    // Tests give invented indicators here; nothing of the user's input can replace the shipped ones.
    internal IndicatorList Indicators { get; init; } = IndicatorList.Shipped;
}
