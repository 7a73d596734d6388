namespace Xzact.Audit.Case.Binaries;

/// <summary>What two binaries differ in, in the order of what a difference can add.</summary>
internal enum BinaryAspect
{
    /// <summary>A file that is in one of them only.</summary>
    File,
    Resolver,
    Constructor,
    Hardening,
    Oddity,
    Needed,
    Import,
    Export,
    Symbol,
    Version,
    Section,
    Code,
    Text,
}

/// <summary>What a difference can do.</summary>
internal enum BinaryBearing
{
    /// <summary>It is in what is loaded, or a protection is lost.</summary>
    Loaded,

    /// <summary>It is in what no loader reads: symbol tables, debugging.</summary>
    NotLoaded,

    /// <summary>A protection is gained.</summary>
    Gain,
}

/// <summary>A difference of two binaries.</summary>
/// <param name="Aspect">What they differ in.</param>
/// <param name="Path">The file, as the newer side names it.</param>
/// <param name="What">The difference in one sentence.</param>
/// <param name="Added">What the newer side has more.</param>
/// <param name="Removed">What the older side had more.</param>
internal sealed record BinaryDifference(
    BinaryAspect Aspect, string Path, string What, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    /// <summary>Whether the older side had nothing of the kind at all.</summary>
    public bool IsFirstOfKind { get; init; }

    /// <summary>What it can do.</summary>
    public BinaryBearing Bearing { get; init; }
}

/// <summary>Two builds or versions side by side.</summary>
/// <param name="Other">What it was compared with.</param>
/// <param name="IsSameSource">Whether the user says that both are made of one source.</param>
/// <param name="Pairs">How many files have a partner.</param>
/// <param name="Equal">How many of these have the same bytes.</param>
/// <param name="Differences">The differences, by what they can add.</param>
internal sealed record BinaryComparison(
    string Other, bool IsSameSource, int Pairs, int Equal, IReadOnlyList<BinaryDifference> Differences);
