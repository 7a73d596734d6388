using Xzact.Audit.Git;

namespace Xzact.Audit.People;

/// <summary>What one pass over a repository gave.</summary>
/// <param name="Identities">Who is whom.</param>
/// <param name="Commits">The commits, in the order of their commit times.</param>
/// <param name="Checks">Changes to checks.</param>
/// <param name="Opaque">Opaque contents.</param>
/// <param name="Tags">The tags.</param>
internal sealed record CollectedHistory(
    IdentityTable Identities, IReadOnlyList<CommitFacts> Commits, IReadOnlyList<CheckFact> Checks,
    IReadOnlyList<OpaqueFact> Opaque, IReadOnlyList<GitListedTag> Tags)
{
    /// <summary>Commits without a readable author or date, which are left out.</summary>
    public int LeftOut { get; init; }

    /// <summary>Contents over a limit, which were not compared or read.</summary>
    public int TooLarge { get; init; }

    /// <summary>Contents that the repository lacks, which were not compared or read.</summary>
    public int Missing { get; init; }

    /// <summary>Whether events were left out because there are too many.</summary>
    public bool IsCut { get; init; }
}
