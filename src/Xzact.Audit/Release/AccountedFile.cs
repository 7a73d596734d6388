using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>A file with its account, and where its bytes came from.</summary>
/// <param name="Path">Path relative to the top folder.</param>
/// <param name="Account">What explains it.</param>
/// <param name="Archived">The archive's side, or null if only the tag has it.</param>
/// <param name="Tracked">The tag's side, or null if only the archive has it.</param>
internal sealed record AccountedFile(string Path, Account Account, ArchivedFile? Archived, GitTreeEntry? Tracked)
{
    /// <summary>Whether nothing but a doubt about the whole archive keeps it from being explained.</summary>
    public bool IsDoubtedWithContainer { get; init; }
}
