using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>What the tag holds: every entry of its tree and the attributes that change what is exported.</summary>
internal sealed class TagInventory
{
    // A tracked text that is compared line by line; larger ones are compared by digest only.
    private const long MaxTextBytes = ReleaseRequest.DefaultMaxTextBytes;

    private readonly Dictionary<string, GitTreeEntry> _byPath;
    private readonly ILookup<string, GitTreeEntry> _byObject;
    private readonly GitAttributes _attributes;

    private TagInventory(GitRepository repository, GitTag tag, IReadOnlyList<GitTreeEntry> entries)
    {
        Repository = repository;
        Tag = tag;
        Entries = entries;
        _byPath = entries.ToDictionary(e => e.Path, StringComparer.Ordinal);
        _byObject = entries.Where(e => e.Type == GitEntryType.Blob).ToLookup(e => e.ObjectId);
        _attributes = GitAttributes.Read(repository, entries);
        Paths = entries.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        Submodules = [.. entries.Where(e => e.Type == GitEntryType.Submodule)];
    }

    public GitRepository Repository { get; }

    public GitTag Tag { get; }

    public IReadOnlyList<GitTreeEntry> Entries { get; }

    public IReadOnlySet<string> Paths { get; }

    public IReadOnlyList<GitTreeEntry> Submodules { get; }

    /// <summary>Reads the tag.</summary>
    /// <exception cref="GitException">There is no such tag, or an object is missing or corrupt.</exception>
    public static TagInventory Read(GitRepository repository, string tagName)
    {
        GitTag tag = repository.ResolveTag(tagName);
        return new(repository, tag, repository.ReadTree(tag));
    }

    public GitTreeEntry? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>A tracked file with the same content, preferably of the same base name; null if there is
    /// none.</summary>
    public GitTreeEntry? SameContent(string blobId, string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return _byObject[blobId].OrderByDescending(e => e.Path.EndsWith(name, StringComparison.Ordinal))
            .FirstOrDefault();
    }

    /// <summary>Every tracked file with this content.</summary>
    public IEnumerable<GitTreeEntry> AllWithContent(string blobId) => _byObject[blobId];

    /// <summary>The submodule below which <paramref name="path"/> lies, or null.</summary>
    public GitTreeEntry? SubmoduleOf(string path) =>
        Submodules.FirstOrDefault(s => path.StartsWith(s.Path + "/", StringComparison.Ordinal));

    /// <summary>Where .gitmodules says that a submodule can be cloned from; null if it does not say. It is a claim of
    /// the repository and untrusted.</summary>
    public string? UrlOf(GitTreeEntry submodule)
    {
        if (Find(".gitmodules") is not { Type: GitEntryType.Blob } file || TextOf(file) is not byte[] text)
        {
            return null;
        }

        string? url = null;
        string? path = null;
        foreach (string line in GitPath.Decode(text).Split('\n').Append("["))
        {
            string[] pair = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (line.TrimStart().StartsWith('['))
            {
                if (path == submodule.Path && url is not null)
                {
                    return url;
                }

                (url, path) = (null, null);
            }
            else if (pair is ["path", _])
            {
                path = pair[1];
            }
            else if (pair is ["url", _])
            {
                url = pair[1];
            }
        }

        return null;
    }

    public bool IsExportIgnored(string path) => _attributes.IsExportIgnored(path);

    /// <summary>Whether an archive made from the tag may hold other bytes than the tag.</summary>
    public bool IsTransformed(string path) => _attributes.IsExportSubst(path) || _attributes.IsCrlf(path);

    /// <summary>
    /// The normalisation that makes the archived content equal to the tag's, or null if there is none.
    /// </summary>
    public string? NormalisationOf(GitTreeEntry entry, ReadOnlySpan<byte> archived)
    {
        bool substituted = _attributes.IsExportSubst(entry.Path);
        bool converted = _attributes.IsCrlf(entry.Path);
        if (!substituted && !converted)
        {
            return null;
        }

        byte[] tracked = Repository.ReadBlob(entry.ObjectId, MaxTextBytes);
        if (substituted && ExportSubst.IsExpansion(Repository, Tag, tracked, archived))
        {
            return "export-subst expanded";
        }

        // What holds zero bytes is no text, and git leaves it alone unless it is told the contrary.
        bool isText = !tracked.AsSpan().Contains((byte)0);
        return converted && isText && archived.SequenceEqual(WithCrlf(tracked))
            ? "line endings converted to CR LF"
            : null;
    }

    /// <summary>The tracked content, or null if it is too large to be compared line by line.</summary>
    public byte[]? TextOf(GitTreeEntry entry) =>
        entry.Size > MaxTextBytes ? null : Repository.ReadBlob(entry.ObjectId, MaxTextBytes);

    private static byte[] WithCrlf(ReadOnlySpan<byte> text)
    {
        using MemoryStream result = new(text.Length + (text.Length / 32));
        byte last = 0;
        foreach (byte b in text)
        {
            if (b == '\n' && last != '\r')
            {
                result.WriteByte((byte)'\r');
            }

            result.WriteByte(b);
            last = b;
        }

        return result.ToArray();
    }
}
