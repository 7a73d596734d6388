using Xzact.Audit.Case;

namespace Xzact.Audit.Rules.D09;

/// <summary>An archive of a version that no tag has, or that was compared with the tag of another one.</summary>
internal sealed class UntaggedVersionRule : IReleaseRule
{
    private const int MaxNamed = 5;

    public string Id => "D09";

    public (bool Applies, string Reason) AppliesTo(ReleaseFacts facts) => (facts.Tag, facts.Version) switch
    {
        (null, _) => (false, "there is no repository whose tags could be looked at"),
        (_, null) => (false, "the archive's name holds no version"),
        _ => (true, $"{facts.TagCount} tags looked at for the version {facts.Version} of the archive's name"),
    };

    public IEnumerable<ReleaseMatch> Match(ReleaseFacts facts)
    {
        if (facts.Tag is not string tag || facts.TagsOfVersion.Contains(tag))
        {
            yield break;
        }

        string version = $"the archive's name says version {facts.Version}; it was compared with the tag {tag}";
        yield return facts.TagsOfVersion.Count > 0
            ? new(
                Severity.Medium, facts.Archive,
                "The archive was compared with the tag of another version than its name has, which is tagged too.",
                facts.Version ?? "",
                [new(version), new($"tagged as {string.Join(", ", facts.TagsOfVersion.Take(MaxNamed))}")])
            : new(
                Severity.High, facts.Archive,
                "No tag has the version of the archive's name: it was published without one, or its tag is not here.",
                facts.Version ?? "",
                [new(version), new($"none of the {facts.TagCount} tags of the repository has this version")]);
    }
}
