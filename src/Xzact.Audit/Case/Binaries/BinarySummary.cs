namespace Xzact.Audit.Case.Binaries;

/// <summary>The binaries that were looked into.</summary>
/// <param name="Objects">The ELF files, by path.</param>
/// <param name="Files">How many files there were in all.</param>
internal sealed record BinarySummary(IReadOnlyList<BinaryObject> Objects, int Files)
{
    /// <summary>The comparison with another build; null if none was asked for.</summary>
    public BinaryComparison? Comparison { get; init; }

    /// <summary>What a program loads; null if it was not asked.</summary>
    public BinaryClosure? Closure { get; init; }
}
