using System.Globalization;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules.D23;

/// <summary>Objects of one folder whose names a reader takes for one another.</summary>
internal sealed class ConfusableObjectRule : IBuildRule
{
    public string Id => "D23";

    public IEnumerable<BuildMatch> Match(ObservedBuild build)
    {
        IEnumerable<IGrouping<string, FileUse>> alike = build.Uses
            .Where(use => use is { Kind: UseKind.Write, Error: null }
                && use.Content.Path.EndsWith(".o", StringComparison.Ordinal)
                && build.Names.IsInTree(use.Content.Path))
            .DistinctBy(use => use.Content.Path)
            .GroupBy(use => Folded(use.Content.Path));
        foreach (FileUse[] group in alike.Select(g => g.ToArray()).Where(g => g.Length > 1))
        {
            string[] names =
                [.. group.Select(use => build.Names.Below(use.Content.Path)).Order(StringComparer.Ordinal)];
            yield return new(
                names[0],
                new(
                    Severity.Medium,
                    $"Objects with names that are easily taken for one another: {string.Join(" and ", names.Take(3))}.",
                    string.Join(' ', names),
                    [.. group.Select(use => DataTrail.Show(use.Process, use.Program))]));
        }
    }

    // Compatibility forms, case and the marks between words.
    private static string Folded(string path)
    {
        int slash = path.LastIndexOf('/');
        StringBuilder name = new(path[..(slash + 1)]);
        foreach (char c in path[(slash + 1)..].Normalize(NormalizationForm.FormKD))
        {
            if (c is not ('-' or '_') && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                name.Append(char.ToLowerInvariant(c switch
                {
                    '0' => 'o',
                    '1' or 'I' => 'l',
                    _ => c,
                }));
            }
        }

        return name.ToString();
    }
}
