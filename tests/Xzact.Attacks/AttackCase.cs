namespace Xzact.Attacks;

/// <summary>A file that a case adds to a tree or changes in it.</summary>
/// <param name="Path">Below the tree's root, with forward slashes.</param>
/// <param name="Content">The whole content afterwards.</param>
/// <param name="IsNew">Whether the tree did not have it.</param>
public sealed record PlantedFile(string Path, ReadOnlyMemory<byte> Content, bool IsNew);

/// <summary>
/// One inert attack, or its near-miss twin, composed for one tree. What its fixture decodes to is
/// <see cref="Payload"/>: one sentence in the smallest container of its class.
/// </summary>
public sealed record AttackCase
{
    /// <summary>Unique within a seed: "a017", and "n017" for its twin.</summary>
    public required string Id { get; init; }

    public required long Seed { get; init; }

    /// <summary>Null for a case that was written by hand.</summary>
    public required AxisValues? Axes { get; init; }

    /// <summary>Otherwise a near-miss, which a scanner must be quiet about.</summary>
    public required bool IsAttack { get; init; }

    public required IReadOnlyList<PlantedFile> Files { get; init; }

    /// <summary>What happens, or why nothing does, in one sentence.</summary>
    public required string Story { get; init; }

    public required IReadOnlyList<Collector> VisibleTo { get; init; }

    /// <summary>What the fixture decodes to.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// A script for sh in the tree's root that writes what the case decodes to standard output; the case's own
    /// pipeline without what follows. For a test with the real tools.
    /// </summary>
    public required string DecodeScript { get; init; }

    /// <summary>
    /// The case's build text as a script for sh in the tree's root, without its gate. Only a test runs it, in a folder
    /// of its own, with recorders in the place of shells and compilers.
    /// </summary>
    public required string UngatedScript { get; init; }
}
