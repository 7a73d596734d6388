namespace Xzact.Audit.Content;

/// <summary>A range of bytes and what the format says of it.</summary>
/// <param name="Offset">Where it begins, in bytes from 0.</param>
/// <param name="Length">How long it is, in bytes; at least 1.</param>
/// <param name="Kind">How the format accounts for it.</param>
/// <param name="Meaning">What it is, in a few words; it holds nothing of the content.</param>
public sealed record ContentSpan(long Offset, long Length, SpanKind Kind, string Meaning)
{
    /// <summary>Where it ends: the offset of the first byte behind it.</summary>
    public long End => Offset + Length;

    /// <summary>Whether the format has a use for these bytes.</summary>
    public bool IsAccounted => Kind is SpanKind.Structure or SpanKind.Content or SpanKind.Padding;
}
