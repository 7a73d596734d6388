using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Proofs;

/// <summary>A file that no stronger account explains.</summary>
/// <param name="Path">Path relative to the top folder.</param>
/// <param name="File">The archive's side; a file, not in doubt, and executable only if the tag says so.</param>
/// <param name="Tracked">The tag's side, whose content differs; null if only the archive has the file.</param>
internal sealed record ProofSubject(string Path, ArchivedFile File, GitTreeEntry? Tracked)
{
    /// <summary>The path's last part.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The path's folder with its slash; empty at the top.</summary>
    public string Folder => Path[..(Path.LastIndexOf('/') + 1)];
}

/// <summary>
/// One way to prove where a file comes from. What the proof does not cover it lists as carriers; what it cannot prove
/// it does not explain.
/// </summary>
internal interface IFileProof
{
    /// <summary>Whether the proof needs the content of a file of this path, which is else not kept.</summary>
    bool Wants(string path);

    /// <summary>The account, or null if this proof does not hold for the file.</summary>
    Account? Explain(ProofSubject subject, ProofContext context);
}
