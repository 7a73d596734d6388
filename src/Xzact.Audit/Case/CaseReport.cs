using System.Security.Cryptography;
using Xzact.Audit.Case.Behaviours;
using Xzact.Audit.Case.Binaries;
using Xzact.Audit.Case.Builds;
using Xzact.Audit.Case.Chains;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Case;

/// <summary>A file that was audited.</summary>
/// <param name="Name">File name as given, without its folder.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Format">The format found in its content, or null if it was not decoded.</param>
public sealed record CaseInput(string Name, long Size, string Sha256, string? Format)
{
    /// <summary>An input with the digest of its content.</summary>
    /// <param name="path">Its name is what stands behind the last slash.</param>
    /// <param name="content">Read from its beginning to its end.</param>
    /// <param name="format">The format found in it, or null.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static CaseInput Of(string path, Stream content, string? format = null)
    {
        content.Position = 0;
        return new(
            Path.GetFileName(path), content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), format);
    }
}

/// <summary>The source that an archive was compared with.</summary>
/// <param name="Repository">The repository as given.</param>
/// <param name="Tag">Tag name.</param>
/// <param name="TagObjectId">Object id of the tag itself (equal to the commit for a lightweight tag).</param>
/// <param name="CommitId">Commit that the tag peels to.</param>
/// <param name="CommitDate">Committer date of that commit.</param>
public sealed record CaseSource(
    string Repository, string Tag, string TagObjectId, string CommitId, DateTimeOffset CommitDate)
{
    /// <summary>Why this tag was taken, if nobody named it; else null.</summary>
    public string? TagChoice { get; init; }

    /// <summary>The submodules whose files were compared too.</summary>
    public IReadOnlyList<CaseSubmodule> Submodules { get; init; } = [];

    /// <summary>A tag that explains clearly more of the archive than this one, if there is one.</summary>
    public FittingTag? BetterTag { get; init; }
}

/// <summary>A submodule of the tag whose files were compared too.</summary>
/// <param name="Path">Its path in the tag.</param>
/// <param name="CommitId">The commit that the tag pins.</param>
/// <param name="Repository">The repository as given.</param>
public sealed record CaseSubmodule(string Path, string CommitId, string Repository);

/// <summary>Something that was not examined. It never counts as clean.</summary>
/// <param name="What">What was not looked at.</param>
/// <param name="Why">Why not.</param>
public sealed record Omission(string What, string Why)
{
    /// <summary>
    /// True for a question that this version asks of no input, and for what a verdict makes needless: a reader must
    /// know it, but the audit did all it promises. False for input that could not be examined; that makes the case
    /// incomplete. </summary>
    public bool IsOutOfScope { get; init; }
}

/// <summary>One audit: what was given, what explains it, what was found and what was not looked at.</summary>
public sealed record CaseReport
{
    /// <summary>The link of the chain, such as <c>release</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What was audited, in a few words.</summary>
    public required string Subject { get; init; }

    /// <summary>The inputs with their digests.</summary>
    public required IReadOnlyList<CaseInput> Inputs { get; init; }

    /// <summary>The source compared with, or null if analysis stopped before it was opened.</summary>
    public CaseSource? Source { get; init; }

    /// <summary>The source package that the archive was taken from, or null if an archive was given.</summary>
    public CasePackage? Package { get; init; }

    /// <summary>The release before, or null if none was given.</summary>
    public PreviousRelease? Previous { get; init; }

    /// <summary>Every file with its account; empty if the archive was not decoded.</summary>
    public Ledger Ledger { get; init; } = Ledger.Empty;

    /// <summary>How much of a tree was looked into; null for other links of the chain.</summary>
    public ScanCoverage? Scanned { get; init; }

    /// <summary>What was made again by running the tag's build system; null if nothing was run.</summary>
    public RegenerationRun? Regeneration { get; init; }

    /// <summary>What advisories say of packages and files; null if the link asks nothing of the kind.</summary>
    public ExposureSummary? Exposure { get; init; }

    /// <summary>The build that was watched, in numbers; null if none was.</summary>
    internal BuildSummary? Build { get; init; }

    /// <summary>Who could change the project when, and which checks changed; null if nobody asked.</summary>
    internal ProjectHistory? History { get; init; }

    /// <summary>The binaries that were looked into; null if the link asks nothing of the kind.</summary>
    internal BinarySummary? Binary { get; init; }

    /// <summary>What two commands did; null if none were compared.</summary>
    internal BehaviourSummary? Behaviour { get; init; }

    /// <summary>The whole chain; null for a case of one link.</summary>
    internal ChainSummary? Chain { get; init; }

    /// <summary>Every check and how it ended.</summary>
    public required IReadOnlyList<CheckResult> Results { get; init; }

    /// <summary>What a careful reader should know about the container.</summary>
    public IReadOnlyList<Evidence> Observations { get; init; } = [];

    /// <summary>What a reader should know about the audit itself: settings that were used, found or are out of
    /// date.</summary>
    public IReadOnlyList<Evidence> Notices { get; init; } = [];

    /// <summary>Findings that the user's settings take out of the count.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>What the next audit may need to know of this one: every file that is not plainly the tag's or
    /// upstream's, with what explains it or that nothing does.</summary>
    public IReadOnlyList<Explanation> Explanations { get; init; } = [];

    /// <summary>What this audit does not cover, and what it could not read.</summary>
    public IReadOnlyList<Omission> NotLookedAt { get; init; } = [];

    /// <summary>All findings that are not suppressed, most severe first, then the newest, then by path and rule.
    /// </summary>
    public IReadOnlyList<Finding> Findings =>
    [
        .. Results.SelectMany(r => r.Findings)
            .Where(finding => !Suppressed.Any(s => ReferenceEquals(s.Finding, finding)))
            .OrderByDescending(f => f.Severity)
            .ThenByDescending(f => f.Time)
            .ThenBy(f => f.Subject, StringComparer.Ordinal)
            .ThenBy(f => f.RuleId, StringComparer.Ordinal)
            .ThenBy(f => f.Fingerprint, StringComparer.Ordinal),
    ];

    /// <summary>Whether some of the input could not be examined.</summary>
    public bool IsIncomplete =>
        Results.Any(r => r.Outcome == Outcome.Incomplete) || NotLookedAt.Any(o => !o.IsOutOfScope);
}
