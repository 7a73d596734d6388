namespace Xzact.Audit.Case;

/// <summary>A signature that was found, with the key that it names. Nothing is verified: the key is a claim.</summary>
/// <param name="Of">What is signed: <c>the archive</c>, <c>the tag</c> or <c>the archive before</c>.</param>
/// <param name="Key">Fingerprint or id in hexadecimal digits; null if the signature names none.</param>
/// <param name="Where">The file or the tag object that holds the signature.</param>
internal sealed record SignatureClaim(string Of, string? Key, string Where)
{
    /// <summary>What <see cref="Of"/> says of the archive's own signature.</summary>
    public const string Archive = "the archive";

    /// <summary>The signature as a fact for a report.</summary>
    public Evidence ToEvidence() => new(
        $"an OpenPGP signature of {Of} {(Key is null ? "that names no key" : $"by the key {Key}")}, not verified here",
        Where);

    /// <summary>Whether two signatures name one key: the id of a key ends its fingerprint.</summary>
    public bool IsOfSameKey(SignatureClaim other) => Key is null || other.Key is null
        || Key.EndsWith(other.Key, StringComparison.OrdinalIgnoreCase)
        || other.Key.EndsWith(Key, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file that only the archive holds, and the ignore rule that keeps it out of sight.</summary>
/// <param name="Path">The file.</param>
/// <param name="IgnoreFile">The tracked file with the rule.</param>
/// <param name="Line">Number of the rule's line, from 1.</param>
/// <param name="Pattern">The rule.</param>
/// <param name="Days">How many days before the tag's commit the rule was not there yet.</param>
internal sealed record HiddenFile(string Path, string IgnoreFile, int Line, string Pattern, int Days);

/// <summary>What rules about a release as a whole may know: who signed, how the tags are called, what is
/// ignored.</summary>
internal sealed record ReleaseFacts
{
    /// <summary>File name of the archive.</summary>
    public required string Archive { get; init; }

    /// <summary>The version in the archive's name; null if it has none.</summary>
    public string? Version { get; init; }

    /// <summary>The tag that the archive was compared with; null if there is no repository.</summary>
    public string? Tag { get; init; }

    /// <summary>The tags that have the version of the archive's name, in any spelling.</summary>
    public IReadOnlyList<string> TagsOfVersion { get; init; } = [];

    /// <summary>How many tags the repository has.</summary>
    public int TagCount { get; init; }

    /// <summary>Files that a recent ignore rule hides.</summary>
    public IReadOnlyList<HiddenFile> Hidden { get; init; } = [];

    /// <summary>The signatures that were found.</summary>
    public IReadOnlyList<SignatureClaim> Signatures { get; init; } = [];

    /// <summary>The rules that found something in files, with the file.</summary>
    public IReadOnlyList<(string RuleId, string Path)> FileFindings { get; init; } = [];
}
