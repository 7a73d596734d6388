using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Release.Tags;

/// <summary>What is odd about a tag itself, whatever the archive holds.</summary>
/// <param name="Doubts">The facts.</param>
/// <param name="Unknown">What this repository cannot tell, or null.</param>
internal sealed record TagDoubts(IReadOnlyList<ArchiveDoubt> Doubts, Omission? Unknown)
{
    private const string Question = "whether a branch holds the tag's commit";

    /// <summary>Looks at a tag as the repository shows it now.</summary>
    public static TagDoubts Of(GitRepository repository, GitTag tag)
    {
        List<ArchiveDoubt> doubts = [];
        if (tag.AnnotatedName is string inside && inside != tag.Name)
        {
            doubts.Add(new(
                ArchiveDoubtKind.TagOfAnotherName,
                new($"the tag object {tag.ObjectId} says that its name is {inside}, not {tag.Name}")));
        }

        try
        {
            switch (GitBranches.Hold(repository, tag.CommitId))
            {
                case true:
                    return new(doubts, null);
                case false:
                    doubts.Add(new(
                        ArchiveDoubtKind.TagOnNoBranch,
                        new($"no branch of the repository leads to the commit {tag.CommitId} of the tag")));
                    return new(doubts, null);
                default:
                    return new(doubts, new(Question, repository.IsShallow
                        ? "the history of the repository was cut off; git fetch --unshallow completes it"
                        : "the repository holds no branches")
                    {
                        IsOutOfScope = true,
                    });
            }
        }
        catch (GitException e)
        {
            return new(doubts, new(Question, e.Message));
        }
    }
}
