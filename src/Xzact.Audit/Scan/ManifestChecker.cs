using Xzact.Audit.Case;

namespace Xzact.Audit.Scan;

/// <summary>Compares a project's list of its opaque files with the tree, and writes a first one.</summary>
internal sealed class ManifestChecker
{
    private readonly ScanTree _tree;
    private readonly ScanFile[] _opaque;
    private readonly NamedFiles _named;

    /// <param name="tree">The tree, its files with accounts.</param>
    /// <param name="manifest">The path of the list within the tree; null if it lies elsewhere.</param>
    /// <param name="cancellation">Stops the work.</param>
    public ManifestChecker(ScanTree tree, string? manifest, CancellationToken cancellation)
    {
        _tree = tree;
        _opaque = [.. tree.Files.Where(file => file.Account is { IsText: false })];
        _named = new(tree, _opaque, manifest, cancellation);
    }

    /// <summary>The differences.</summary>
    public ManifestComparison Compare(OpaqueManifest manifest)
    {
        HashSet<string> listed = [.. manifest.Entries.Select(entry => entry.File)];
        ManifestDifference[] differences =
        [
            .. manifest.Entries.SelectMany(Differences)
                .Concat(_opaque.Where(file => !listed.Contains(file.Path)).Select(file => new ManifestDifference(
                    ManifestDifferenceKind.Unlisted, file.Path, null, file.Account!.Sha256, _named.TestOf(file.Path))))
                .OrderBy(difference => difference.Path, StringComparer.Ordinal)
                .ThenBy(difference => difference.Kind),
        ];
        return new(manifest.Name, manifest.Sha256, listed.Count,
            listed.Except(differences.Select(difference => difference.Path)).Count(), differences);
    }

    /// <summary>A list of the opaque files, as far as a program can write it: what it is and what made it is for people
    /// to say.</summary>
    /// <param name="before">An earlier list, whose words are kept for files that are the same; may be null.</param>
    public OpaqueManifest Draft(OpaqueManifest? before) => new("", "",
    [
        .. _opaque.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file =>
            before?.Entries.FirstOrDefault(entry => entry.File == file.Path
                && entry.Sha256 == file.Account!.Sha256)
            ?? new(file.Path, file.Account!.Sha256, "", "", "", _named.TestOf(file.Path) ?? "")),
    ]);

    private IEnumerable<ManifestDifference> Differences(OpaqueManifestEntry entry)
    {
        ManifestDifference Of(ManifestDifferenceKind kind, string? claim, string? sha256) =>
            new(kind, entry.File, claim, sha256, _named.TestOf(entry.File));

        if (_tree.At(entry.File)?.Account is not { } account)
        {
            return [Of(ManifestDifferenceKind.Gone, null, null)];
        }

        if (account.IsText)
        {
            return [Of(ManifestDifferenceKind.Text, null, account.Sha256)];
        }

        List<ManifestDifference> found = [];
        if (account.Sha256 != entry.Sha256)
        {
            found.Add(Of(ManifestDifferenceKind.OtherContent, entry.Sha256, account.Sha256));
        }

        if (new[] { entry.What, entry.MadeBy, entry.CheckedBy }.Any(string.IsNullOrWhiteSpace))
        {
            found.Add(Of(ManifestDifferenceKind.Unfilled, null, account.Sha256));
        }

        Claim(entry.Generator, ManifestDifferenceKind.NoGenerator, ManifestDifferenceKind.GeneratorSilent);
        Claim(entry.CheckedBy, ManifestDifferenceKind.NoTest, ManifestDifferenceKind.TestSilent);
        return found;

        void Claim(string? path, ManifestDifferenceKind missing, ManifestDifferenceKind silent)
        {
            if (!string.IsNullOrWhiteSpace(path) && (_tree.At(path) is not { } file ? missing
                : NamedFiles.Names(file, entry.File) ? (ManifestDifferenceKind?)null : silent) is { } kind)
            {
                found.Add(Of(kind, path, account.Sha256));
            }
        }
    }
}
