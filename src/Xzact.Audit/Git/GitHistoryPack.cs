using System.Text;

namespace Xzact.Audit.Git;

/// <summary>The history of a commit without the contents of files, as one pack: enough for <c>git log</c>.</summary>
internal static class GitHistoryPack
{
    /// <summary>The most bytes of a pack, 256 MiB; the history of strace, 15,000 commits, takes 8.</summary>
    internal const int MaxBytes = 256 << 20;

    /// <summary>The commit, all commits before it and their trees (git-pack-objects(1)).</summary>
    /// <exception cref="GitException">An object is missing or corrupt, the history was cut off, or it is over
    /// <see cref="MaxBytes"/>.</exception>
    internal static byte[] Read(GitRepository repository, string commitId)
    {
        if (repository.IsShallow)
        {
            throw new GitException(GitFailure.Failed, $"The history of {repository.Name} was cut off.");
        }

        using GitProcess process = GitProgram.Start(
            repository.View.Directory, repository.Options, "pack-objects", "--revs", "--stdout", "--quiet",
            "--filter=blob:none");
        try
        {
            process.Input.Write(Encoding.ASCII.GetBytes(commitId + "\n"));
        }
        catch (IOException)
        {
            // git ended before it read this; its exit code says why
        }

        process.CloseInput();
        byte[] pack = process.ReadToEnd(MaxBytes);
        process.ThrowIfFailed();
        return pack;
    }
}
