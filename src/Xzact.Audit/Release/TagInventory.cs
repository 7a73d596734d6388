using Xzact.Audit.Archives;
using Xzact.Audit.Git;
using Xzact.Audit.Release.Tags;

namespace Xzact.Audit.Release;

/// <summary>What the tag holds: every entry of its tree and the attributes that change what is exported.</summary>
internal sealed class TagInventory
{
    // A tracked text that is compared line by line; larger ones are compared by digest only.
    private const long MaxTextBytes = ReleaseRequest.DefaultMaxTextBytes;

    private readonly Dictionary<string, GitTreeEntry> _byPath;
    private readonly ILookup<string, GitTreeEntry> _byObject;
    private readonly GitAttributes _attributes;
    private readonly Dictionary<string, byte[]>? _contents;

    private TagInventory(
        GitRepository repository, GitTag tag, IReadOnlyList<GitTreeEntry> entries, GitAttributes attributes,
        IReadOnlyList<SubmoduleTree> modules, Dictionary<string, byte[]>? contents)
    {
        Repository = repository;
        Tag = tag;
        Entries = entries;
        Modules = modules;
        _attributes = attributes;
        _contents = contents;
        GitTreeEntry[] all = [.. entries, .. modules.SelectMany(m => m.Entries)];
        _byPath = all.ToDictionary(e => e.Path, StringComparer.Ordinal);
        _byObject = all.Where(e => e.Type == GitEntryType.Blob).ToLookup(e => e.ObjectId);
        Paths = entries.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        Submodules = [.. all.Where(e => e.Type == GitEntryType.Submodule && !modules.Any(m => m.Path == e.Path))];
    }

    /// <summary>The repository of the tag; not to be asked of an archive that stands in for a tag.</summary>
    public GitRepository Repository { get; }

    /// <summary>The tag; not to be asked of an archive that stands in for a tag.</summary>
    public GitTag Tag { get; }

    /// <summary>The tag's own entries, without what is in submodules.</summary>
    public IReadOnlyList<GitTreeEntry> Entries { get; }

    public IReadOnlySet<string> Paths { get; }

    /// <summary>The submodules whose files are not here, because no repository that was given has them.</summary>
    public IReadOnlyList<GitTreeEntry> Submodules { get; }

    /// <summary>The submodules whose files are here.</summary>
    public IReadOnlyList<SubmoduleTree> Modules { get; }

    /// <summary>Reads the tag.</summary>
    /// <param name="repository">The repository of the tag.</param>
    /// <param name="tagName">Its exact name.</param>
    /// <param name="more">Repositories that may have the pinned commits of submodules.</param>
    /// <exception cref="GitException">There is no such tag, or an object is missing or corrupt.</exception>
    public static TagInventory Read(
        GitRepository repository, string tagName, IReadOnlyCollection<GitRepository>? more = null)
    {
        GitTag tag = repository.ResolveTag(tagName);
        IReadOnlyList<GitTreeEntry> entries = repository.ReadTree(tag);
        IReadOnlyList<SubmoduleTree> modules = SubmoduleTree.Read(
            entries, [.. (more ?? []).Where(r => r.ObjectFormat == repository.ObjectFormat), repository]);
        return new(repository, tag, entries, GitAttributes.Read(repository, entries), modules, contents: null);
    }

    /// <summary>Lets an archive stand in for a tag: its files are what another archive is compared with.</summary>
    public static TagInventory Of(IReadOnlyDictionary<string, ArchivedFile> files)
    {
        List<GitTreeEntry> entries = [];
        Dictionary<string, byte[]> contents = [];
        foreach ((string path, ArchivedFile file) in files.Where(f => f.Value.BlobId is not null))
        {
            bool isLink = file.Type == ArchiveMemberType.SymbolicLink;
            int mode = isLink ? 0xA000 : file.IsExecutable ? 0x81ED : 0x81A4;
            entries.Add(new(
                path, mode, isLink ? GitEntryType.SymbolicLink : GitEntryType.Blob, file.BlobId!, file.Size));
            if ((isLink ? GitPath.Encode(file.LinkTarget ?? "") : file.Content) is byte[] content)
            {
                contents[file.BlobId!] = content;
            }
        }

        GitTag none = new("", "", "", "", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, null);
        return new(null!, none, entries, GitAttributes.Parse([]), [], contents);
    }

    /// <summary>Whether this is a tag of a repository, and not an archive that stands in for one.</summary>
    public bool IsTag => _contents is null;

    /// <summary>What it is, for reasons that a reader sees.</summary>
    public string InWords => IsTag ? "the tag" : "the archive compared with";

    /// <summary>The tracked files of those submodules of which the archive holds files.</summary>
    /// <param name="archived">The paths of the archive.</param>
    public IEnumerable<GitTreeEntry> EntriesOfModulesIn(IReadOnlyCollection<string> archived) =>
        Modules.Where(m => archived.Any(m.Holds)).SelectMany(m => m.Entries);

    /// <summary>The submodule that an entry is of, or null for one of the tag itself.</summary>
    public SubmoduleTree? ModuleOf(string path) =>
        Modules.Where(m => m.Holds(path)).MaxBy(m => m.Path.Length);

    /// <summary>The content of a blob.</summary>
    /// <exception cref="GitException">It is missing, too large, or corrupt.</exception>
    public byte[] ReadBlob(GitTreeEntry entry, long maxBytes) => _contents is null
        ? (ModuleOf(entry.Path)?.Repository ?? Repository).ReadBlob(entry.ObjectId, maxBytes)
        : _contents.GetValueOrDefault(entry.ObjectId) ?? [];

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

    public bool IsExportIgnored(string path) => ModuleOf(path) is { } module
        ? module.Attributes.IsExportIgnored(module.Below(path))
        : _attributes.IsExportIgnored(path);

    /// <summary>Whether an archive made from the tag may hold other bytes than the tag.</summary>
    public bool IsTransformed(string path) => ModuleOf(path) is { } module
        ? module.Attributes.IsCrlf(module.Below(path))
        : _attributes.IsExportSubst(path) || _attributes.IsCrlf(path);

    /// <summary>
    /// The normalisation that makes the archived content equal to the tag's, or null if there is none.
    /// </summary>
    public string? NormalisationOf(GitTreeEntry entry, ReadOnlySpan<byte> archived)
    {
        SubmoduleTree? module = ModuleOf(entry.Path);
        bool substituted = module is null && _attributes.IsExportSubst(entry.Path);
        bool converted = module?.Attributes.IsCrlf(module.Below(entry.Path)) ?? _attributes.IsCrlf(entry.Path);
        if (!substituted && !converted)
        {
            return null;
        }

        byte[] tracked = ReadBlob(entry, MaxTextBytes);
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

    /// <summary>Text of the commit that a person wrote and git writes into an exported file; null if there is
    /// none.</summary>
    public string? FreeTextIn(GitTreeEntry entry) => ModuleOf(entry.Path) is null
        && _attributes.IsExportSubst(entry.Path)
            ? ExportSubst.FreeText(Repository, Tag, ReadBlob(entry, MaxTextBytes))
            : null;

    /// <summary>The tracked content, or null if it is too large to be compared line by line.</summary>
    public byte[]? TextOf(GitTreeEntry entry) =>
        entry.Size > MaxTextBytes ? null
            : _contents is null ? ReadBlob(entry, MaxTextBytes)
            : _contents.GetValueOrDefault(entry.ObjectId);

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
