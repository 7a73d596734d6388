namespace Xzact.Audit.Case;

/// <summary>How a project's list of its opaque files and the tree disagree.</summary>
public enum ManifestDifferenceKind
{
    /// <summary>The tree holds an opaque file that the list leaves out.</summary>
    Unlisted,

    /// <summary>The list holds a file that the tree does not.</summary>
    Gone,

    /// <summary>The file has another SHA-256 than the list says.</summary>
    OtherContent,

    /// <summary>The list holds a file that is text, and needs no entry.</summary>
    Text,

    /// <summary>The program or script that is said to make it is not in the tree.</summary>
    NoGenerator,

    /// <summary>What is said to make it does not name it.</summary>
    GeneratorSilent,

    /// <summary>The test that is said to read it is not in the tree.</summary>
    NoTest,

    /// <summary>The test that is said to read it does not name it.</summary>
    TestSilent,

    /// <summary>The entry says nothing of what it is, what made it or which test reads it.</summary>
    Unfilled,
}

/// <summary>One difference. It is not judged.</summary>
/// <param name="Kind">What disagrees.</param>
/// <param name="Path">The opaque file.</param>
/// <param name="Claim">What the list says, as a path or a digest; null where it says nothing.</param>
/// <param name="Sha256">The digest of the file in the tree; null if it is not there.</param>
/// <param name="NamedBy">A test of the tree that names the file, as it was found there; null if none does.</param>
public sealed record ManifestDifference(
    ManifestDifferenceKind Kind, string Path, string? Claim, string? Sha256, string? NamedBy);

/// <summary>A project's list of its opaque files beside the tree.</summary>
/// <param name="Name">The name of the file that holds the list.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Listed">How many files it lists.</param>
/// <param name="Agreeing">How many of them have no difference.</param>
/// <param name="Differences">All differences, by path.</param>
public sealed record ManifestComparison(
    string Name, string Sha256, int Listed, int Agreeing, IReadOnlyList<ManifestDifference> Differences);
