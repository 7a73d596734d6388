using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Explanations;

/// <summary>What changed since the audits that a ledger records although nothing of it may change.</summary>
internal static class LedgerDoubts
{
    /// <summary>Tags that lead elsewhere now or are gone, by the tag's name.</summary>
    /// <exception cref="GitException">The references cannot be read.</exception>
    public static IEnumerable<(string Tag, ArchiveDoubt Doubt)> OfTags(
        GitRepository repository, ExplanationLedger before)
    {
        foreach (AuditedTag tag in before.Tags)
        {
            string? now = repository.References.All
                .Where(r => r.Name == "refs/tags/" + tag.Name).Select(r => r.ObjectId).FirstOrDefault();
            if (now != tag.ObjectId)
            {
                yield return (tag.Name, new(ArchiveDoubtKind.TagMoved, new(
                    now is null
                        ? $"the tag was {tag.ObjectId} (commit {tag.CommitId}) in an earlier audit, and is gone"
                        : $"the tag was {tag.ObjectId} (commit {tag.CommitId}) in an earlier audit, and is {now}")));
            }
        }
    }

    /// <summary>The doubts about archives of the same name and other bytes.</summary>
    public static IEnumerable<ArchiveDoubt> OfArchive(CaseInput archive, ExplanationLedger before) => before.Archives
        .Where(a => a.Name == archive.Name && a.Sha256 != archive.Sha256)
        .Select(a => new ArchiveDoubt(
            ArchiveDoubtKind.ArchiveReplaced,
            new($"an archive of this name had the SHA-256 {a.Sha256} in an earlier audit")));
}
