using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>The files of a submodule at the commit that the tag pins.</summary>
/// <param name="Path">The submodule's path from the top of the tag.</param>
/// <param name="CommitId">The pinned commit.</param>
/// <param name="Repository">Where the commit is.</param>
/// <param name="Entries">Its files, with paths from the top of the tag.</param>
/// <param name="Attributes">Its own attributes, for paths from its own top.</param>
internal sealed record SubmoduleTree(
    string Path, string CommitId, GitRepository Repository, IReadOnlyList<GitTreeEntry> Entries,
    GitAttributes Attributes)
{
    // Submodules have submodules; a hostile one could go on for ever.
    private const int MaxModules = 1000;
    private const int MaxEntries = 1_000_000;

    /// <summary>The submodules, and theirs, whose pinned commit one of the repositories has.</summary>
    /// <param name="entries">The tag's files.</param>
    /// <param name="repositories">Where to look, in this order; all of the tag's object format.</param>
    /// <exception cref="GitException">A commit is there, but its files cannot be listed, or they are too many.
    /// </exception>
    public static IReadOnlyList<SubmoduleTree> Read(
        IEnumerable<GitTreeEntry> entries, IReadOnlyCollection<GitRepository> repositories)
    {
        List<SubmoduleTree> trees = [];
        Queue<GitTreeEntry> toRead = new(entries.Where(e => e.Type == GitEntryType.Submodule));
        int count = 0;
        while (toRead.TryDequeue(out GitTreeEntry? module))
        {
            foreach (GitRepository repository in repositories)
            {
                if (repository.ReadTreeOfCommit(module.ObjectId) is not { } files)
                {
                    continue;
                }

                SubmoduleTree tree = new(
                    module.Path, module.ObjectId, repository,
                    [.. files.Select(e => e with { Path = $"{module.Path}/{e.Path}" })],
                    GitAttributes.Read(repository, files));
                trees.Add(tree);
                count += tree.Entries.Count;
                if (trees.Count > MaxModules || count > MaxEntries)
                {
                    throw new GitException(
                        GitFailure.OverLimit,
                        $"The tag has more than {MaxModules} submodules or {MaxEntries} files in them (at "
                        + $"\"{module.Path}\").");
                }

                foreach (GitTreeEntry inner in tree.Entries.Where(e => e.Type == GitEntryType.Submodule))
                {
                    toRead.Enqueue(inner);
                }

                break;
            }
        }

        return trees;
    }

    /// <summary>Whether a path lies in this submodule.</summary>
    public bool Holds(string path) => path.Length > Path.Length && path[Path.Length] == '/'
        && path.StartsWith(Path, StringComparison.Ordinal);

    /// <summary>A path below this submodule, from its own top.</summary>
    public string Below(string path) => path[(Path.Length + 1)..];
}
