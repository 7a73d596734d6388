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

    /// <summary>What the form of the file leaves to choose everywhere in it, in a few words: no single place stands
    /// out, but who reads the file as data could read it. Null if nothing.</summary>
    internal string? LeftFree { get; init; }

    /// <summary>Why an account that would have explained the file was withdrawn, and where; null if none was.</summary>
    internal Evidence? Withdrawn { get; init; }

    /// <summary>The lines that nothing explains, of a file that was compared line by line; null if it was
    /// not.</summary>
    public Residual? Residual { get; init; }
}
