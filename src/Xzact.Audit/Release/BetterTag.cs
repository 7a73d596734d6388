using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>Whether an archive that differs a lot from its tag is rather a release of another tag.</summary>
internal static class BetterTag
{
    // Each further tag costs one walk over its tree.
    private const int MaxTags = 12;

    // Real releases change some files of their tag; a neighbouring release changes more.
    private const int ChangedFraction = 8;

    /// <summary>The tag that explains more files; null if the given one fits, or none fits better.</summary>
    public static FittingTag? Find(TagInventory tag, IReadOnlyList<AccountedFile> files)
    {
        int shared = files.Count(f => f is { Tracked: not null, Archived: not null });
        int same = files.Count(f => f.Account.Kind is AccountKind.IdenticalToTag);
        if ((shared - same) * ChangedFraction <= shared)
        {
            return null;
        }

        HashSet<(string, string)> held = [.. files.Where(f => f.Archived?.BlobId is not null)
            .Select(f => (f.Path, f.Archived!.BlobId!))];
        (string? best, int most) = (null, Fitting(tag.Entries, held));
        foreach (string name in tag.Repository.TagsNear(tag.Tag.Name).Take(MaxTags))
        {
            int fitting = Fitting(Tree(tag.Repository, name), held);
            (best, most) = fitting > most ? (name, fitting) : (best, most);
        }

        return best is null ? null : new(best, most, same);
    }

    private static int Fitting(IReadOnlyList<GitTreeEntry> entries, HashSet<(string, string)> held) =>
        entries.Count(e => held.Contains((e.Path, e.ObjectId)));

    // A tag of a blob, or one whose objects are not here, fits nothing.
    private static IReadOnlyList<GitTreeEntry> Tree(GitRepository repository, string name)
    {
        try
        {
            return repository.ReadTree(repository.ResolveTag(name));
        }
        catch (GitException)
        {
            return [];
        }
    }
}
