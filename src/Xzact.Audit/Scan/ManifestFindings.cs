using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Scan;

/// <summary>Where a project's own list of its opaque files and the tree disagree.</summary>
internal static class ManifestFindings
{
    /// <summary>Compares the list that the user names, and makes a first one if one is asked for.</summary>
    /// <param name="tree">The tree, its files with accounts.</param>
    /// <param name="request">What was asked for.</param>
    /// <returns>Null if no list was named.</returns>
    public static ManifestComparison? Compare(ScanTree tree, ScanRequest request)
    {
        if (request.Manifest is null && request.Drafted is null)
        {
            return null;
        }

        request.Progress?.Report("comparing opaque files with the manifest");
        string? inTree = request.ManifestPath is { } path && Directory.Exists(request.Path)
            ? Path.GetRelativePath(request.Path, path).Replace('\\', '/') : null;
        ManifestChecker checker = new(tree, inTree, request.Cancellation);
        request.Drafted?.Invoke(checker.Draft(request.Manifest));
        return request.Manifest is { } manifest ? checker.Compare(manifest) : null;
    }

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
            + $"{ScanChecks.Count(manifest.Listed, "listed file agrees", "listed files agree")}",
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
