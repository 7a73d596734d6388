namespace Xzact.Audit.Git;

/// <summary>
/// Read-only access to a repository through git's plumbing. Nothing of the repository is executed (hooks, filters,
/// monitors, drivers, transports) and none of its settings is believed; see <see cref="GitView"/>. Every tag, commit,
/// tree and blob that is read is verified against its id. An instance may be used from several threads.
/// </summary>
public sealed class GitRepository : IDisposable
{
    private const int MaxTagDepth = 16;

    private readonly GitView _view;
    private readonly GitOptions _options;
    private readonly GitObjectReader _objects;
    private readonly Lazy<GitReferences> _references;

    private GitRepository(string name, GitView view, GitOptions options)
    {
        Name = name;
        _view = view;
        _options = options;
        _objects = new GitObjectReader(view, options);
        _references = new Lazy<GitReferences>(() => new GitReferences(view, options));
    }

    /// <summary>The path as it was given to <see cref="Open"/>.</summary>
    public string Name { get; }

    /// <summary>The hash that names objects.</summary>
    public GitObjectFormat ObjectFormat => _view.ObjectFormat;

    /// <summary>Whether history was cut off (<c>git clone --depth</c>).</summary>
    public bool IsShallow => _view.IsShallow;

    /// <summary>The names of all tags, in ordinal order.</summary>
    /// <exception cref="GitException">The references cannot be read.</exception>
    public IReadOnlyList<string> Tags => _references.Value.Tags;

    internal GitView View => _view;

    internal GitOptions Options => _options;

    internal GitReferences References => _references.Value;

    /// <summary>Opens a repository.</summary>
    /// <param name="path">
    /// The top folder of a work tree, a bare repository, or a bundle file; a bundle is unpacked to a temporary folder.
    /// </param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="GitException">It is no repository, git is missing, or it cannot be read.</exception>
    public static GitRepository Open(string path, GitOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= GitOptions.Default;
        return new GitRepository(path, GitView.Create(GitLocation.Find(path), options), options);
    }

    /// <summary>Finds a tag by its exact name and follows it to its commit. Branches and ids are no tags.</summary>
    /// <exception cref="GitException">
    /// There is no such tag (<see cref="GitException.Candidates"/> names the nearest), it names no commit, or an object
    /// is missing or corrupt.
    /// </exception>
    public GitTag ResolveTag(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        GitReference reference = _references.Value.FindTag(name);
        string id = reference.ObjectId;
        string? annotatedName = null;
        string? signature = null;
        for (int depth = 0; TypeOf(id) is var type && type != "commit"; depth++)
        {
            if (type != "tag" || depth == MaxTagDepth)
            {
                throw new GitException(
                    GitFailure.NoSuchTag, $"The tag \"{name}\" leads to the {type} {id}, not to a commit.");
            }

            GitTagObject tag = GitObjects.ParseTag(_objects.Read(id, "tag", _options.MaxMetadataBytes), id);
            signature = annotatedName is null ? tag.Signature : signature;
            annotatedName ??= tag.Name;
            id = tag.TargetId;
        }

        GitCommit commit = GitObjects.ParseCommit(_objects.Read(id, "commit", _options.MaxMetadataBytes), id);
        return new GitTag(
            name, reference.ObjectId, id, commit.TreeId, commit.CommitDate, commit.AuthorDate, annotatedName)
        {
            Signature = signature,
        };
    }

    /// <summary>Whether a commit is in this repository.</summary>
    internal bool HasCommit(string id) =>
        ObjectFormat.IsObjectId(id) && _objects.Look([id])[0] is { Type: "commit" };

    /// <summary>A commit by its id, as if a tag of that name led to it: for submodules, which are pinned by
    /// commit.</summary>
    /// <exception cref="GitException">It is missing or corrupt.</exception>
    internal GitTag ResolveCommit(string id)
    {
        GitCommit commit = GitObjects.ParseCommit(_objects.Read(id, "commit", _options.MaxMetadataBytes), id);
        return new GitTag(id, id, id, commit.TreeId, commit.CommitDate, commit.AuthorDate, null);
    }

    /// <summary>The tags with a name like this one, nearest first, itself left out.</summary>
    internal IEnumerable<string> TagsNear(string name) => _references.Value.Near(name);

    /// <summary>The tags of the releases before and after this one, nearest first, itself left out.</summary>
    internal IEnumerable<string> TagsAround(string name) => _references.Value.Around(name);

    /// <summary>Every file, link and submodule of a tag's tree, in ordinal order of the paths.</summary>
    /// <exception cref="GitException">A tree is missing, corrupt or over a limit.</exception>
    public IReadOnlyList<GitTreeEntry> ReadTree(GitTag tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        List<GitTreeEntry> entries = new GitTreeWalk(_objects, _view.ObjectFormat, _options).Walk(tag.TreeId);
        entries.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return entries;
    }

    /// <summary>The same of a commit that is named by its id, as a submodule is; null if this repository does not have
    /// the commit.</summary>
    /// <exception cref="GitException">It is no commit, or a tree is missing, corrupt or over a limit.</exception>
    internal IReadOnlyList<GitTreeEntry>? ReadTreeOfCommit(string commitId)
    {
        if (!ObjectFormat.IsObjectId(commitId) || _objects.Look([commitId])[0] is null)
        {
            return null;
        }

        GitCommit commit = GitObjects.ParseCommit(
            _objects.Read(commitId, "commit", _options.MaxMetadataBytes), commitId);
        List<GitTreeEntry> entries = new GitTreeWalk(_objects, _view.ObjectFormat, _options).Walk(commit.TreeId);
        entries.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return entries;
    }

    /// <summary>The content of a blob, verified against its id.</summary>
    /// <param name="objectId">The blob's complete id.</param>
    /// <param name="maxBytes">The most bytes it may have.</param>
    /// <exception cref="GitException">It is missing, no blob, too large, or corrupt.</exception>
    public byte[] ReadBlob(string objectId, long maxBytes)
    {
        ArgumentNullException.ThrowIfNull(objectId);
        return _objects.Read(objectId, "blob", maxBytes);
    }

    /// <summary>Ends the git programs and removes the temporary folder.</summary>
    public void Dispose()
    {
        _objects.Dispose();
        _view.Dispose();
    }

    private string TypeOf(string id)
    {
        if (!ObjectFormat.IsObjectId(id))
        {
            throw new GitException(GitFailure.Corrupt, $"\"{id}\" is no {ObjectFormat.ConfigName()} object id.");
        }

        return (_objects.Look([id])[0] ?? throw _objects.Missing("object", id)).Type;
    }
}
