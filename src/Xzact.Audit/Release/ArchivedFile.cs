using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>A file, link or device of the archive as it was collected; nothing is judged here.</summary>
/// <param name="StoredName">Name as stored.</param>
/// <param name="Type">What extraction would make.</param>
internal sealed record ArchivedFile(string StoredName, ArchiveMemberType Type)
{
    /// <summary>Permission bits.</summary>
    public int Mode { get; init; }

    /// <summary>Size of the content in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Offset of the member's header in the container.</summary>
    public long Offset { get; init; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal; null for everything without content.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Git object id of the content or of the link target.</summary>
    public string? BlobId { get; init; }

    /// <summary>Link target as stored.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>What the file is for.</summary>
    public FileRole Role { get; init; }

    /// <summary>The content, where it is build text or is needed for a comparison.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Why <see cref="Content"/> was not kept although it was wanted.</summary>
    public string? WhyNotKept { get; init; }

    /// <summary>Whether anyone may execute it.</summary>
    public bool IsExecutable => (Mode & 0b001_001_001) != 0;
}
