namespace Xzact.Audit.Case;

/// <summary>How much of a tree was looked into.</summary>
/// <param name="Files">Files of the tree.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="OpaqueFiles">Files that are no text.</param>
/// <param name="UnaccountedBytes">Bytes of these that their formats do not account for, or that no reader here
/// reads.</param> <param name="Scripts">What was read of each build script, by path.</param>
public sealed record ScanCoverage(
    int Files, long Bytes, int OpaqueFiles, long UnaccountedBytes, IReadOnlyList<ScriptCoverage> Scripts)
{
    /// <summary>The opaque files with such bytes, those with most of them first.</summary>
    public IReadOnlyList<UnaccountedFile> Unaccounted { get; init; } = [];

    /// <summary>The project's list of its opaque files beside the tree; null if none was named.</summary>
    public ManifestComparison? Manifest { get; init; }
}

/// <summary>An opaque file that is not accounted for to the last byte.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">Its format; null if nothing here knows it.</param>
/// <param name="Length">All its bytes.</param>
/// <param name="Bytes">Those that are not accounted for.</param>
public sealed record UnaccountedFile(string Path, string? Format, long Length, long Bytes);

/// <summary>What was read of one build script. It is a figure and never a verdict.</summary>
/// <param name="Path">The script.</param>
/// <param name="Language">As <c>shell</c> or <c>make</c>.</param>
/// <param name="Parsed">The part of its text that was parsed, from 0 to 1.</param>
/// <param name="Commands">Words in it that name a program.</param>
/// <param name="Unresolved">How many of them nothing in the tree decides.</param>
public sealed record ScriptCoverage(string Path, string Language, double Parsed, int Commands, int Unresolved);
