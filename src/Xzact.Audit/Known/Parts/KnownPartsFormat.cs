namespace Xzact.Audit.Known.Parts;

/// <summary>
/// The layout of <c>data/known-parts.xkprt</c>. Numbers are unsigned LEB128 varints unless a width is given; digests
/// are the first bytes of a SHA-256. No text of an upstream project is in it but names.
/// </summary>
/// <remarks>
/// <code>
/// magic      8 bytes, "XKPRT" 0 0 1
/// counts     projects, parts, units, lines, templates
/// projects   for each: length, UTF-8 name
/// parts      for each, by name: bytes shared with the name before, length of the rest, the rest, project
/// units      for each, by digest: 16 bytes digest; then for each: day, part
/// lines      for each, by digest: 10 bytes digest; then for each: day, places
/// templates  for each: number of holes, kinds of the holes (one byte each), pieces (length, 4 bytes FNV-1a, 8 bytes
///            digest), day, places
/// places     number; for each, by part: part minus the part before, rank. Number 0: in too many parts
/// </code>
/// </remarks>
internal static class KnownPartsFormat
{
    /// <summary>Bytes kept of the digest of a unit.</summary>
    internal const int UnitDigest = 16;

    /// <summary>Bytes kept of the digest of a line.</summary>
    internal const int LineDigest = 10;

    /// <summary>A line in more parts than this has no places.</summary>
    internal const int MaxPlaces = 24;

    internal static readonly DateOnly Epoch = new(1970, 1, 1);

    internal static ReadOnlySpan<byte> Magic => "XKPRT\0\0\x01"u8;
}
