namespace Xzact.Audit.Known;

/// <summary>
/// The layout of <c>data/known-upstream.xkidx</c>. All numbers are unsigned LEB128 varints; signed ones are zigzag
/// coded. Nothing is compressed: the file is small enough, loads at once, and its bytes depend on nothing but the list.
/// </summary>
/// <remarks>
/// <code>
/// magic      8 bytes, "XKIDX" 0 0 1
/// counts     entries, projects
/// projects   for each: length, UTF-8 name, number of paths
/// paths      for each, by project in ordinal order: bytes shared with the path before, length of the rest, the rest,
///            number of entries
/// entries    for each, by path, day and hash:
///            days since the entry before (the first of a path: since 1970-01-01, signed),
///            size minus the size before (signed; the first of a path: minus 0),
///            serial: 0 = none, else 1 + the signed difference to the serial before (the first of a path: to 0)
/// hashes     for each entry the first 16 bytes of its SHA-256
/// </code>
/// </remarks>
internal static class KnownUpstreamIndexFormat
{
    /// <summary>Bytes of each SHA-256 that are kept.</summary>
    internal const int PrefixLength = 16;

    /// <summary>Smaller files never count as known: too much of what is that short is the same by chance.</summary>
    internal const int MinSize = 64;

    /// <summary>The longest path.</summary>
    internal const int MaxPathBytes = 4096;

    /// <summary>The day that dates count from.</summary>
    internal static readonly DateOnly Epoch = new(1970, 1, 1);

    internal static ReadOnlySpan<byte> Magic => "XKIDX\0\0\x01"u8;

    internal static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    internal static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
