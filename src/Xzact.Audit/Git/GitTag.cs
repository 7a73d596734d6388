namespace Xzact.Audit.Git;

/// <summary>A tag, followed to the commit and the tree that it names.</summary>
/// <param name="Name">The tag's name without <c>refs/tags/</c>.</param>
/// <param name="ObjectId">What the reference holds: the tag object, or the commit of a lightweight tag.</param>
/// <param name="CommitId">The commit.</param>
/// <param name="TreeId">The commit's tree.</param>
/// <param name="CommitDate">When the commit was made (committer date).</param>
/// <param name="AuthorDate">When the change was written (author date).</param>
/// <param name="AnnotatedName">
/// The name inside the tag object, or null for a lightweight tag. It differs from <paramref name="Name"/> when a
/// reference was pointed at the tag object of another release.
/// </param>
public sealed record GitTag(
    string Name,
    string ObjectId,
    string CommitId,
    string TreeId,
    DateTimeOffset CommitDate,
    DateTimeOffset AuthorDate,
    string? AnnotatedName)
{
    /// <summary>The signature at the end of the tag object, as it stands there; null if there is none. Nothing verifies
    /// it.</summary>
    public string? Signature { get; init; }
}
