namespace Xzact.Audit.Content.Transforms;

/// <summary>The transforms that the build scripts of a tree name; they are tried on every opaque file of it.</summary>
/// <param name="Maps">Maps of <c>tr</c> and the like.</param>
/// <param name="Rearrangements">Ranges and turns of <c>head</c>, <c>tail</c> and <c>dd</c>.</param>
public sealed record TransformHints(IReadOnlyList<ByteMap> Maps, IReadOnlyList<Rearrangement> Rearrangements)
{
    /// <summary>Maps and rearrangements that only tests name: they are tried, and say no more than guesses.</summary>
    public TransformHints? OfTests { get; init; }

    /// <summary>No hints.</summary>
    public static TransformHints None { get; } = new([], []);
}
