using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release;

/// <summary>Whether an archive that differs a lot from its tag is rather a release of another tag.</summary>
internal static class BetterTag
{
    // Each further tag costs one walk over its tree.
    private const int MaxAround = 12;
    private const int MaxNear = 6;

    // Releases change a few files of their tag, such as a stamp of the version; then no other tag is looked at.
    private const int FewChanges = 2;

    // A tag that explains a file more by chance is no better one.
    private const int ClearlyMoreFraction = 50;

    /// <summary>The tag that explains more files; null if the given one fits, or none fits better.</summary>
    public static FittingTag? Find(TagInventory tag, IReadOnlyList<AccountedFile> files)
    {
        int shared = files.Count(f => f is { Tracked: not null, Archived: not null });
        int same = files.Count(f => f.Account.Kind is AccountKind.IdenticalToTag);
        if (shared - same < FewChanges)
        {
            return null;
        }

        HashSet<(string, string)> held = [.. files.Where(f => f.Archived?.BlobId is not null)
            .Select(f => (f.Path, f.Archived!.BlobId!))];
        int fits = Fitting(tag.Entries, held);
        (string? best, int most) = (null, fits + (fits / ClearlyMoreFraction));
        string given = tag.Tag.Name;
        foreach (string name in tag.Repository.TagsAround(given).Take(MaxAround)
            .Union(tag.Repository.TagsNear(given).Take(MaxNear)))
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
