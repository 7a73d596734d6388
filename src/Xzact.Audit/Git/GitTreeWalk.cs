namespace Xzact.Audit.Git;

/// <summary>Lists a tree with all its folders, within the limits on entries and path length.</summary>
internal sealed class GitTreeWalk(GitObjectReader objects, GitObjectFormat format, GitOptions options)
{
    private const int TypeMask = 0xF000; // 0170000
    private const int FileType = 0x8000; // 0100000
    private const int LinkType = 0xA000; // 0120000
    private const int SubmoduleType = 0xE000; // 0160000

    private readonly List<GitTreeEntry> _entries = [];
    private int _seen;

    internal List<GitTreeEntry> Walk(string treeId)
    {
        // A stack of our own: the depth is the author's choice.
        var folders = new Stack<(string Prefix, string Id)>([("", treeId)]);
        while (folders.TryPop(out (string Prefix, string Id) folder))
        {
            byte[] content = objects.Read(folder.Id, "tree", options.MaxMetadataBytes);
            foreach (GitRawEntry entry in GitObjects.ParseTree(content, folder.Id, format))
            {
                string path = folder.Prefix + entry.Name;
                CheckLimits(path);
                if ((entry.Mode & TypeMask) == GitObjects.DirectoryMode)
                {
                    folders.Push((path + "/", entry.ObjectId));
                }
                else
                {
                    _entries.Add(new GitTreeEntry(path, entry.Mode, TypeOf(entry, path), entry.ObjectId, 0));
                }
            }
        }

        AddSizes();
        return _entries;
    }

    private static GitEntryType TypeOf(GitRawEntry entry, string path) => (entry.Mode & TypeMask) switch
    {
        FileType => GitEntryType.Blob,
        LinkType => GitEntryType.SymbolicLink,
        SubmoduleType => GitEntryType.Submodule,
        _ => throw new GitException(
            GitFailure.Corrupt, $"\"{path}\" has the mode {Convert.ToString(entry.Mode, 8)}, which git does not know."),
    };

    private void CheckLimits(string path)
    {
        if (++_seen > options.MaxTreeEntries)
        {
            throw new GitException(
                GitFailure.OverLimit, $"The tree has more than {options.MaxTreeEntries} entries (at \"{path}\").");
        }

        if (path.Length > options.MaxPathLength)
        {
            throw new GitException(
                GitFailure.OverLimit,
                $"A path has more than {options.MaxPathLength} characters; it begins \"{path[..64]}\".");
        }
    }

    private void AddSizes()
    {
        int[] blobs = [.. Enumerable.Range(0, _entries.Count)
            .Where(i => _entries[i].Type != GitEntryType.Submodule)];
        GitObjectInfo?[] infos = objects.Look([.. blobs.Select(i => _entries[i].ObjectId)]);
        for (int i = 0; i < blobs.Length; i++)
        {
            GitTreeEntry entry = _entries[blobs[i]];
            if (infos[i] is { Type: not "blob" } other)
            {
                throw new GitException(
                    GitFailure.Corrupt, $"\"{entry.Path}\" is a file, but {entry.ObjectId} is a {other.Type}.");
            }

            _entries[blobs[i]] = entry with { Size = infos[i]?.Size ?? -1 };
        }
    }
}
