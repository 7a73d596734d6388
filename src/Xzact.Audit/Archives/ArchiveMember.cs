namespace Xzact.Audit.Archives;

/// <summary>One member of an archive: what its header says, and its content.</summary>
/// <remarks>
/// Nothing here is sanitised. <see cref="Name"/> and <see cref="LinkTarget"/> come from the archive and may hold
/// <c>..</c>, control characters or anything else: escape them before they reach a terminal, a page or a path.
/// </remarks>
public sealed class ArchiveMember
{
    private readonly Func<Stream> _openContent;

    internal ArchiveMember(Func<Stream> openContent) => _openContent = openContent;

    /// <summary>The name as stored, decoded but not normalised. A byte that is not UTF-8 is a lone
    /// surrogate, U+DC80 to U+DCFF, so that names are equal only if their bytes are.</summary>
    public required string Name { get; init; }

    /// <summary>What the member becomes on disk.</summary>
    public required ArchiveMemberType Type { get; init; }

    /// <summary>The permission bits, 0 to 07777 octal. A zip member without Unix attributes has 0644, a directory
    /// 0755, which is what extracting gives it.</summary>
    public required int Mode { get; init; }

    /// <summary>The number of bytes of content; 0 for everything that is not a file.</summary>
    public required long Size { get; init; }

    /// <summary>What a symbolic or hard link points at, as stored; otherwise null.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>When the member was modified. A zip that stores local time without a zone is read as UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Byte offset of the member's own header: in the uncompressed tar (after its extension headers), or of
    /// its local header in the zip file.</summary>
    public required long Offset { get; init; }

    /// <summary>Other names that the headers give the member and that some readers take instead of
    /// <see cref="Name"/>; as stored, empty for an ordinary member.</summary>
    internal IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Opens the content. The stream moves forward only, is verified as it is read (size, and the CRC-32 of
    /// a zip member), and is valid until the reader moves on.</summary>
    /// <returns>A stream of <see cref="Size"/> bytes. Reading it throws <see cref="ArchiveException"/> for damage,
    /// truncation and limits.</returns>
    /// <exception cref="InvalidOperationException">The content was opened before; it can be read once.</exception>
    /// <exception cref="ObjectDisposedException">The reader has moved on or was disposed.</exception>
    public Stream OpenContent() => _openContent();
}
