namespace Xzact.Audit.Git;

/// <summary>
/// Makes a new bare repository out of a stream of git fast-import, by the same hardened runner that reads repositories:
/// no setting, hook or template of the user takes part, so the same stream always gives the same objects.
/// </summary>
public static class GitImport
{
    private const int MaxOutputBytes = 1 << 20;

    /// <summary>Creates the repository.</summary>
    /// <param name="folder">A folder that is empty or does not exist yet.</param>
    /// <param name="write">Writes the commands of fast-import.</param>
    /// <exception cref="GitException">git is missing, or refuses the stream.</exception>
    /// <exception cref="IOException">The folder holds something, or cannot be made.</exception>
    public static void CreateBare(string folder, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(write);
        if (Directory.CreateDirectory(folder).EnumerateFileSystemInfos().Any())
        {
            throw new IOException($"{folder} is not empty; a new repository needs an empty folder.");
        }

        GitProgram.Run(
            folder, GitOptions.Default, MaxOutputBytes, "init", "--quiet", "--bare", "--template=",
            "--initial-branch=main");
        using GitProcess import = GitProgram.Start(folder, GitOptions.Default, "fast-import", "--quiet");
        write(import.Input);
        import.CloseInput();
        import.ReadToEnd(MaxOutputBytes);
        import.ThrowIfFailed();
    }
}
