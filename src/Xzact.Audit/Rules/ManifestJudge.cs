using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Where a project's own list of its opaque files and the tree disagree.</summary>
internal static class ManifestJudge
{
    /// <summary>The differences as findings of their rule.</summary>
    public static CheckResult Judge(ManifestComparison manifest)
    {
        IManifestRule rule = RuleCatalog.ManifestRule;
        Finding[] findings =
        [
            .. manifest.Differences.Select(difference => Of(rule.Id, rule.Match(difference), difference)),
        ];
        return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, findings.Length > 0 ? Outcome.Found : Outcome.Clean,
            $"{manifest.Agreeing:N0} of "
            + $"{(manifest.Listed == 1 ? "1 listed file agrees" : $"{manifest.Listed:N0} listed files agree")}",
            findings);
    }

    private static Finding Of(string id, StoryMatch match, ManifestDifference difference) => new(
        id, match.Severity, difference.Path, match.Message,
        Finding.FingerprintOf(id, difference.Path, $"{difference.Kind} {difference.Claim} {difference.Sha256}"),
        [.. Evidence(difference)]);

    private static IEnumerable<Evidence> Evidence(ManifestDifference difference)
    {
        if (difference.Claim is { } claim)
        {
            yield return new("claimed by the list", difference.Path, Excerpt: claim);
        }

        if (difference.Sha256 is { } sha256)
        {
            yield return new($"SHA-256 {sha256}", difference.Path);
        }

        if (difference.NamedBy is { } test)
        {
            yield return new("a test of the tree names it", test);
        }
    }
}
