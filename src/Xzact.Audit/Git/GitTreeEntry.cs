namespace Xzact.Audit.Git;

/// <summary>What a path of a tree is.</summary>
public enum GitEntryType
{
    /// <summary>A file.</summary>
    Blob,

    /// <summary>A symbolic link; the object's content is the target.</summary>
    SymbolicLink,

    /// <summary>A commit of another repository.</summary>
    Submodule,
}

/// <summary>A path of a tag's tree. Folders have no entry of their own.</summary>
/// <param name="Path">The path with <c>/</c>; see <see cref="GitPath"/> for bytes that are no UTF-8.</param>
/// <param name="Mode">The mode as git stores it: 100644, 100755, 120000 or 160000 (octal).</param>
/// <param name="Type">What the entry is.</param>
/// <param name="ObjectId">The blob, or for a submodule the commit.</param>
/// <param name="Size">
/// Bytes of the blob; 0 for a submodule; -1 where the blob is not in this repository (partial clone). The size is the
/// object's header, not verified before the blob is read.
/// </param>
public sealed record GitTreeEntry(string Path, int Mode, GitEntryType Type, string ObjectId, long Size)
{
    /// <summary>Whether the file has the executable bit, the only permission that git records.</summary>
    public bool IsExecutable => Type == GitEntryType.Blob && (Mode & 0b001_000_000) != 0;
}
