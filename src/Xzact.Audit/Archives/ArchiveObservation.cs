namespace Xzact.Audit.Archives;

/// <summary>Something about a container that a careful reader should know and that is no error. It is a fact, not a
/// judgement; rules decide what it means.</summary>
/// <param name="Kind">What was seen.</param>
/// <param name="MemberName">The member concerned, as stored and not sanitised; null for the container itself.</param>
/// <param name="Offset">Byte offset of what was seen.</param>
/// <param name="OffsetBase">What the offset counts from.</param>
/// <param name="Text">What was seen in plain English; names in it are escaped.</param>
public sealed record ArchiveObservation(
    ArchiveObservationKind Kind,
    string? MemberName,
    long Offset,
    ArchiveOffsetBase OffsetBase,
    string Text);
