namespace Xzact.Audit.People;

/// <summary>What is kept of a commit. Numbers are entries of the <see cref="IdentityTable"/>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Committed">When it was committed.</param>
/// <param name="Lander">Who put it where it is: the one whose merge brought it to the main branch, else its committer;
/// null where a service did.</param>
/// <param name="Landed">When that was.</param>
/// <param name="Reviewer">Somebody else whom the message names as a reviewer; null for nobody.</param>
/// <param name="IsMerge">Whether it has several parents.</param>
/// <param name="IsMain">Whether it is on the line of first parents of the main branch.</param>
internal sealed record CommitFacts(
    string Id, int Author, DateTimeOffset Written, DateTimeOffset Committed, int? Lander, DateTimeOffset Landed,
    int? Reviewer, bool IsMerge, bool IsMain);

/// <summary>A change to a check, before it is known who is whom.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Change">What it did.</param>
internal sealed record CheckFact(CommitFacts Commit, CheckChange Change);

/// <summary>An opaque content at a path, with the earliest commit that has it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Path">The path.</param>
/// <param name="Rewritten">Whether there was a file before.</param>
/// <param name="Content">What it is.</param>
/// <param name="WithoutProgram">Whether the commit changed no text but documents.</param>
internal sealed record OpaqueFact(
    CommitFacts Commit, string Path, bool Rewritten, OpaqueContent Content, bool WithoutProgram);
