using System.Text;

namespace Xzact.Audit.Git;

/// <summary>Whether the branches of a repository hold a commit.</summary>
internal static class GitBranches
{
    private const int MaxAnswer = 4096;
    private static readonly string[] s_folders = ["refs/heads/", "refs/remotes/"];

    /// <summary>
    /// Whether a commit is on a branch, local or remote; null where that cannot be known, because the repository holds
    /// no branches or its history was cut off.
    /// </summary>
    /// <exception cref="GitException">The history cannot be read.</exception>
    internal static bool? Hold(GitRepository repository, string commitId)
    {
        if (repository.IsShallow || !repository.References.All.Any(
            r => s_folders.Any(folder => r.Name.StartsWith(folder, StringComparison.Ordinal))))
        {
            return null;
        }

        // One walk down from all branches; the commit is printed if none leads to it.
        byte[] answer = GitProgram.Run(
            repository.View.Directory, repository.Options, MaxAnswer,
            "rev-list", "--max-count=1", commitId, "--not", "--branches", "--remotes");
        return Encoding.ASCII.GetString(answer).Trim().Length == 0;
    }
}
