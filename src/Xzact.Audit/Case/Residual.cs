namespace Xzact.Audit.Case;

/// <summary>The lines of a file that a comparison explains by nothing: where to look first.</summary>
/// <param name="Basis">What the file was compared with.</param>
/// <param name="Hunks">The places, in the order of the file; empty if both are no text that could be compared line by
/// line.</param>
public sealed record Residual(ResidualBasis Basis, IReadOnlyList<ResidualHunk> Hunks)
{
    /// <summary>How many lines are left over, of both sides together.</summary>
    public int Count => Hunks.Sum(hunk => hunk.Count);
}
