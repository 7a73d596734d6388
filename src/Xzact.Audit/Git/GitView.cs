using System.Text;

namespace Xzact.Audit.Git;

/// <summary>
/// A temporary repository folder of our own that shows git the references and object files of the audited repository
/// and nothing else. Its configuration is ours, so whatever the audited one sets (hooks, filters, monitors, drivers,
/// aliases, includes, promisor remotes, alternates, a work tree) does not exist for git; and since the folder is ours,
/// it does not matter who owns the audited one.
/// </summary>
/// <remarks>
/// What git would believe beside references and packs stays outside: <c>objects/info</c> (alternates, commit graph),
/// <c>info</c> (grafts, attributes, sparse checkout), <c>config</c>, <c>HEAD</c>, <c>index</c>. Pack indexes are used,
/// and may lie; <see cref="GitRepository"/> therefore verifies the id of every object that it reads.
/// </remarks>
internal sealed class GitView : IDisposable
{
    private const int MaxConfigAnswer = 64 * 1024;
    private const string PromisorKeys = @"^(extensions\.partialclone|remote\..*\.promisor)$";
    private const int MaxAlternatesBytes = 64 * 1024;
    private const int MaxBundleAnswer = 256 << 20;

    private readonly string _directory;

    private GitView(string directory) => _directory = directory;

    /// <summary>The folder to run git in.</summary>
    internal string Directory => Path.Combine(_directory, "view.git");

    /// <summary>The hash that names objects.</summary>
    internal GitObjectFormat ObjectFormat { get; private set; }

    /// <summary>What the repository lacks by its own account, for the message about a missing object.</summary>
    internal string MissingReason { get; private set; } = "";

    /// <summary>Whether history was cut off (<c>git clone --depth</c>).</summary>
    internal bool IsShallow { get; private set; }

    /// <summary>The branch that the audited HEAD names, in full; null if it names none. It is a claim like any other
    /// reference, and git does not see it.</summary>
    internal string? HeadBranch { get; private set; }

    /// <summary>Makes the view of a repository.</summary>
    /// <exception cref="GitException">It cannot be shown; the message says why.</exception>
    internal static GitView Create(GitLocation location, GitOptions options)
    {
        var view = new GitView(System.IO.Directory.CreateTempSubdirectory("xzact-git-").FullName);
        try
        {
            view.WriteSkeleton();
            if (location.BundleFile is not null)
            {
                view.ReadBundle(location, options);
            }
            else
            {
                view.LinkRepository(location, options);
            }

            return view;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            view.Dispose();
            throw new GitException(
                GitFailure.Failed, $"{location.Name} cannot be shown to git: {exception.Message}", exception);
        }
        catch
        {
            view.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (System.IO.Directory.Exists(_directory))
        {
            System.IO.Directory.Delete(_directory, recursive: true); // links are removed, not followed
        }
    }

    private string Inside(params string[] parts) => Path.Combine([Directory, .. parts]);

    private void WriteSkeleton()
    {
        System.IO.Directory.CreateDirectory(Inside("objects", "info"));
        System.IO.Directory.CreateDirectory(Inside("refs"));
        File.WriteAllText(Inside("HEAD"), "ref: refs/heads/none-of-the-audited\n");
        WriteConfig(GitObjectFormat.Sha1);
    }

    private void WriteConfig(GitObjectFormat format)
    {
        ObjectFormat = format;
        File.WriteAllText(
            Inside("config"),
            format == GitObjectFormat.Sha1
                ? "[core]\n\tbare = true\n\trepositoryFormatVersion = 0\n"
                : "[core]\n\tbare = true\n\trepositoryFormatVersion = 1\n[extensions]\n\tobjectFormat = sha256\n");
    }

    private void LinkRepository(GitLocation location, GitOptions options)
    {
        string gitDirectory = location.GitDirectory!;
        if (System.IO.Directory.Exists(Path.Combine(gitDirectory, "reftable")))
        {
            throw new GitException(
                GitFailure.Failed,
                $"{location.Name} stores its references as a reftable, which is not supported; "
                + "a clone with files works: git clone --bare --ref-format=files");
        }

        string? config = location.FileOf("config");
        WriteConfig(ReadObjectFormat(location.Name, config, options));
        System.IO.Directory.Delete(Inside("refs"));
        System.IO.Directory.CreateSymbolicLink(Inside("refs"), Path.Combine(gitDirectory, "refs"));
        if (location.FileOf("packed-refs") is { } packedReferences)
        {
            File.CreateSymbolicLink(Inside("packed-refs"), packedReferences);
        }

        HeadBranch = location.HeadBranch();
        LinkObjects(Path.Combine(gitDirectory, "objects"));
        NoteWhatIsMissing(location, config, options);
    }

    // Loose objects lie in folders of two digits, packs in "pack"; "info" is left out.
    private void LinkObjects(string objects)
    {
        foreach (string folder in System.IO.Directory.EnumerateDirectories(objects))
        {
            string name = Path.GetFileName(folder);
            if (name == "pack" || (name.Length == 2 && name.All(char.IsAsciiHexDigit)))
            {
                System.IO.Directory.CreateSymbolicLink(Inside("objects", name), folder);
            }
        }
    }

    private void NoteWhatIsMissing(GitLocation location, string? config, GitOptions options)
    {
        if (location.FileOf("shallow") is { } shallow)
        {
            IsShallow = true;
            File.Copy(shallow, Inside("shallow"));
            MissingReason = "the repository is shallow; git fetch --unshallow completes it";
        }

        if (config is not null && Ask(config, options, "--get-regexp", PromisorKeys) is { Length: > 0 })
        {
            MissingReason = "the repository is a partial clone, and nothing is fetched here; "
                + "git fetch --refetch --no-filter completes it";
        }

        if (location.FileOf("objects", "info", "alternates") is { } alternates)
        {
            if (options.FollowAlternates)
            {
                WriteAlternates(Path.Combine(location.GitDirectory!, "objects"), alternates);
            }
            else
            {
                MissingReason = "the repository borrows objects from another one, and such a link is not followed; "
                    + "git repack -a -d copies them in";
            }
        }
    }

    private void WriteAlternates(string objects, string alternates)
    {
        if (new FileInfo(alternates).Length > MaxAlternatesBytes)
        {
            throw new GitException(
                GitFailure.OverLimit, $"{alternates} is larger than {MaxAlternatesBytes} bytes.");
        }

        IEnumerable<string> folders = File.ReadLines(alternates)
            .Where(line => line.Length > 0 && line[0] is not '#' and not '"')
            .Select(line => Path.GetFullPath(Path.Combine(objects, line)));
        File.WriteAllLines(Inside("objects", "info", "alternates"), folders);
    }

    private GitObjectFormat ReadObjectFormat(string name, string? config, GitOptions options) =>
        (config is null ? "" : Ask(config, options, "--get", "extensions.objectFormat")) switch
        {
            "" or "sha1" => GitObjectFormat.Sha1,
            "sha256" => GitObjectFormat.Sha256,
            string other => throw new GitException(
                GitFailure.Failed, $"{name} uses the object format \"{other}\"; sha1 and sha256 are supported."),
        };

    // Reads one value of the audited configuration as data: no includes, nothing applied. Exit code 1 = not set.
    private string Ask(string configFile, GitOptions options, string how, string key)
    {
        using GitProcess process = GitProgram.Start(
            Directory, options, "config", "--no-includes", "--file", configFile, how, key);
        process.CloseInput();
        string answer = Encoding.UTF8.GetString(process.ReadToEnd(MaxConfigAnswer)).TrimEnd('\n');
        process.ThrowIfFailed(alsoAllowed: 1);
        return answer;
    }

    private void ReadBundle(GitLocation location, GitOptions options)
    {
        string bundle = location.BundleFile!;
        WriteConfig(BundleHeader.Read(bundle).Format);
        byte[] heads;
        try
        {
            heads = GitProgram.Run(Directory, options, MaxBundleAnswer, "bundle", "unbundle", bundle);
        }
        catch (GitException exception) when (exception.Failure == GitFailure.Failed)
        {
            throw new GitException(
                GitFailure.Corrupt, $"The bundle {location.Name} cannot be read: {exception.Message}", exception);
        }

        // The pack is in our folder now; the names go into packed-refs.
        IEnumerable<string> references = Encoding.UTF8.GetString(heads)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(" refs/", StringComparison.Ordinal));
        File.WriteAllLines(Inside("packed-refs"), references);
    }
}
