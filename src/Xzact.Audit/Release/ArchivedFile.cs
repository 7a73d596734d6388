using System.Text;
using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>
/// A file, link or device of the archive as it was collected, and a folder if it is in doubt; nothing is judged here.
/// </summary>
/// <param name="StoredName">Name as stored.</param>
/// <param name="Type">What extraction would make.</param>
internal sealed record ArchivedFile(string StoredName, ArchiveMemberType Type)
{
    /// <summary>The path that extracting gives it, with <c>/</c>; null if it lies outside the target folder.</summary>
    public string? ExtractedName { get; init; } = StoredName;

    /// <summary>Why extraction may leave something else on disk; more may come with later members.</summary>
    public List<ArchiveDoubt> Doubts { get; init; } = [];

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

    /// <summary>The tool that its first lines name as its maker, or null; see <see cref="GeneratedClaim"/>.</summary>
    public string? Claim { get; init; }

    /// <summary>Whether it begins like object code: a program, a library, an archive of objects.</summary>
    public bool IsObjectCode { get; init; }

    /// <summary>When the member says that it was modified.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>The content, where it is build text or is needed for a comparison.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Why <see cref="Content"/> was not kept although it was wanted.</summary>
    public string? WhyNotKept { get; init; }

    /// <summary>Whether anyone may execute it.</summary>
    public bool IsExecutable => (Mode & 0b001_001_001) != 0;

    /// <summary>What it is, in words that stand in a sentence.</summary>
    public string Description => Type switch
    {
        ArchiveMemberType.File => "a file",
        ArchiveMemberType.Directory => "a folder",
        ArchiveMemberType.SymbolicLink => $"a symbolic link to {LinkTarget}",
        ArchiveMemberType.HardLink => $"a hard link to {LinkTarget}, which cannot be followed,",
        ArchiveMemberType.CharacterDevice or ArchiveMemberType.BlockDevice => "a device node",
        ArchiveMemberType.Fifo => "a named pipe",
        _ => "a member of an unusual type",
    };

    /// <summary>Whether extracting the other after this changes nothing.</summary>
    public bool IsAlike(ArchivedFile other) =>
        Type == other.Type && Mode == other.Mode && BlobId == other.BlobId && Sha256 == other.Sha256
        && Type is ArchiveMemberType.File or ArchiveMemberType.SymbolicLink
        && (Type == ArchiveMemberType.File || LinkTarget == other.LinkTarget);

    /// <summary>Build text as characters. It is bytes; Latin-1 keeps each of them as one where it is no
    /// UTF-8.</summary>
    public static string Decode(byte[] content) =>
        (System.Text.Unicode.Utf8.IsValid(content) ? Encoding.UTF8 : Encoding.Latin1).GetString(content);
}
