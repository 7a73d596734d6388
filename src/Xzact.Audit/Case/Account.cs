namespace Xzact.Audit.Case;

/// <summary>Why a file is what it is, with the proof.</summary>
/// <param name="Kind">The proof class.</param>
/// <param name="Reason">One sentence: the normalisation, the upstream project and path, or what differs.</param>
public sealed record Account(AccountKind Kind, string Reason)
{
    /// <summary>The facts behind <see cref="Reason"/>; may be empty where the hash says it all.</summary>
    public IReadOnlyList<Evidence> Proof { get; init; } = [];

    /// <summary>The bytes that the proof does not cover, by offset; empty if it covers every byte.</summary>
    public IReadOnlyList<Carrier> Carriers { get; init; } = [];

    /// <summary>Why an account that would have explained the file was withdrawn, and where; null if none was.</summary>
    internal Evidence? Withdrawn { get; init; }

    /// <summary>Where the file differs from what the tag's own build system made here; null if it made none or nothing
    /// was run. An empty list: both are no text that could be compared line by line.</summary>
    public IReadOnlyList<ResidualHunk>? Residual { get; init; }
}
