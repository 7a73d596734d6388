using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Scan;

/// <summary>Runs the rules of a scan over their own samples.</summary>
internal static class ScanSamples
{
    /// <summary>All rules, all samples.</summary>
    public static IReadOnlyList<RuleVerification> Verify() =>
    [
        .. RuleCatalog.StoryRules.SelectMany(rule => Verify(rule.Id, (_, scan) => scan.Stories.Select(rule.Match))),
        .. RuleCatalog.ScriptRules.SelectMany(rule => Verify(rule.Id, (_, scan) => scan.Facts.Select(rule.Match))),
        .. Verify(RuleCatalog.ManifestRule.Id, (tree, _) => ManifestOf(tree)),
    ];

    private static IEnumerable<RuleVerification> Verify(
        string id, Func<ScanTree, ProjectScan, IEnumerable<StoryMatch?>> match)
    {
        foreach (StorySample sample in StorySample.Of(id))
        {
            ScanTree tree = new([.. sample.Files.Select(file => new ScanFile(
                new(file.Path, file.Content.Length, () => file.Content), isExecutable: false))]);
            ScanRequest request = new() { Path = sample.Name };
            byte[] buffer = [];
            foreach (ScanFile file in tree.Files)
            {
                file.Look(request.MaxScriptBytes, ref buffer);
            }

            Severity? found = match(tree, ProjectScan.Of(tree, request)).OfType<StoryMatch>()
                .Select(one => (Severity?)one.Severity).Max();
            yield return new(id, sample.Name[(sample.Name.LastIndexOf('/') + 1)..], found == sample.Expected,
                $"expected {sample.Expected?.ToString() ?? "nothing"}, found {found?.ToString() ?? "nothing"}");
        }
    }

    // The list of a sample's tree is the file that a user would name.
    private static IEnumerable<StoryMatch?> ManifestOf(ScanTree tree)
    {
        const string Name = "manifest.json";
        ScanFile list = tree.At(Name) ?? throw new FormatException($"A sample lacks {Name}.");
        return new ManifestChecker(tree, Name, CancellationToken.None)
            .Compare(OpaqueManifest.Parse(list.Content.Read(), Name)).Differences
            .Select(RuleCatalog.ManifestRule.Match);
    }
}
