using System.Text;

namespace Xzact.Audit.Git;

/// <summary>Where a repository keeps its references and objects, or that it is a bundle.</summary>
/// <param name="Name">What the user called it, for messages.</param>
/// <param name="GitDirectory">The folder with references and objects; null for a bundle.</param>
/// <param name="BundleFile">The bundle; null for a folder.</param>
internal sealed record GitLocation(string Name, string? GitDirectory, string? BundleFile)
{
    private const int MaxLinkBytes = 8192;
    private const string LinkPrefix = "gitdir: ";

    private static readonly string[] s_bundleSignatures = ["# v2 git bundle\n", "# v3 git bundle\n"];

    /// <summary>
    /// Finds out what a path is. A folder inside a work tree is refused: looking upwards might find another
    /// repository than the one that was meant.
    /// </summary>
    /// <exception cref="GitException">It is none of the three, or a link file is broken.</exception>
    internal static GitLocation Find(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            string start = ReadStart(full);
            if (s_bundleSignatures.Any(signature => start.StartsWith(signature, StringComparison.Ordinal)))
            {
                return new GitLocation(path, null, full);
            }

            return start.StartsWith(LinkPrefix, StringComparison.Ordinal)
                ? Common(path, FollowLink(path, full))
                : throw NotARepository(path, "it is a file, and does not begin like a git bundle");
        }

        if (!Directory.Exists(full))
        {
            throw NotARepository(path, "there is no such file or folder");
        }

        string dotGit = Path.Combine(full, ".git");
        if (File.Exists(dotGit))
        {
            return Common(path, FollowLink(path, dotGit));
        }

        if (Directory.Exists(dotGit))
        {
            return Common(path, dotGit);
        }

        return LooksLikeRepository(full)
            ? Common(path, full)
            : throw NotARepository(
                path, "it has no .git, and no HEAD, objects and refs of its own; name the top folder of the work tree");
    }

    /// <summary>A file of the repository folder, if it is there and is a regular file.</summary>
    internal string? FileOf(params string[] parts)
    {
        string file = Path.Combine([GitDirectory!, .. parts]);
        try
        {
            return HasContent(file) ? file : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, exception);
        }
    }

    /// <summary>The branch that HEAD names, in full; null if it names none.</summary>
    internal string? HeadBranch()
    {
        const string Prefix = "ref: ";
        string head = FileOf("HEAD") is { } file ? ReadStart(file) : "";
        return head.StartsWith(Prefix + "refs/heads/", StringComparison.Ordinal) ? head[Prefix.Length..].Trim() : null;
    }

    // A linked work tree keeps references and objects in the main one (gitrepository-layout(5), "commondir").
    private static GitLocation Common(string name, string gitDirectory)
    {
        string commonFile = Path.Combine(gitDirectory, "commondir");
        string common = File.Exists(commonFile)
            ? Resolve(name, gitDirectory, ReadStart(commonFile))
            : gitDirectory;
        return LooksLikeRepository(common)
            ? new GitLocation(name, common, null)
            : throw NotARepository(name, $"its folder {common} lacks HEAD, objects or refs");
    }

    private static string FollowLink(string name, string file)
    {
        string text = ReadStart(file);
        if (!text.StartsWith(LinkPrefix, StringComparison.Ordinal))
        {
            throw NotARepository(name, $"the file {file} does not begin with \"{LinkPrefix}\"");
        }

        string target = Resolve(name, Path.GetDirectoryName(file)!, text[LinkPrefix.Length..]);
        return Directory.Exists(target)
            ? target
            : throw NotARepository(name, $"its .git file points to {target}, which is not there");
    }

    private static string Resolve(string name, string folder, string link) =>
        link.Contains('\0', StringComparison.Ordinal)
            ? throw NotARepository(name, "a link in it has a zero byte, which no path can have")
            : Path.GetFullPath(Path.Combine(folder, link.TrimEnd('\r', '\n')));

    private static bool LooksLikeRepository(string folder) =>
        File.Exists(Path.Combine(folder, "HEAD"))
        && Directory.Exists(Path.Combine(folder, "objects"))
        && Directory.Exists(Path.Combine(folder, "refs"));

    private static string ReadStart(string file)
    {
        try
        {
            if (!HasContent(file))
            {
                return "";
            }

            using FileStream stream = File.OpenRead(file);
            byte[] start = new byte[MaxLinkBytes];
            int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(start, 0, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, exception);
        }
    }

    // Opening a named pipe would wait for a writer for ever, and a device never ends; neither has a length.
    private static bool HasContent(string file)
    {
        var info = new FileInfo(file);
        return info.Exists
            && (info.ResolveLinkTarget(returnFinalTarget: true) ?? info) is FileInfo { Exists: true, Length: > 0 };
    }

    private static GitException Unreadable(string file, Exception why) =>
        new(GitFailure.NotARepository, $"{file} cannot be read: {why.Message}", why);

    private static GitException NotARepository(string path, string why) =>
        new(GitFailure.NotARepository, $"{path} is no git repository: {why}.");
}
