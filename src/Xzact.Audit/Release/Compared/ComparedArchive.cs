using Xzact.Audit.Archives;
using Xzact.Audit.Case;

namespace Xzact.Audit.Release.Compared;

/// <summary>An archive beside the audited one, by path: the release before, or another form of the same release.
/// </summary>
/// <param name="Input">The file.</param>
/// <param name="Inventory">What it holds.</param>
/// <param name="Files">Its files and links by path below the top folder; of two with one path, the last.</param>
internal sealed record ComparedArchive(
    CaseInput Input, ArchiveInventory Inventory, IReadOnlyDictionary<string, ArchivedFile> Files)
{
    /// <summary>Takes the files of an inventory by their paths.</summary>
    public static ComparedArchive Of(CaseInput input, ArchiveInventory inventory, IReadOnlySet<string> otherPaths)
    {
        string top = TopFolder.Find(inventory.Files.Select(f => f.ExtractedName).OfType<string>(), otherPaths);
        Dictionary<string, ArchivedFile> files = new(StringComparer.Ordinal);
        foreach (ArchivedFile file in inventory.Files)
        {
            if (file.ExtractedName is string name && TopFolder.Below(top, name) is string path)
            {
                files[path] = file;
            }
        }

        return new(input, inventory, files);
    }

    /// <summary>Whether extraction leaves the same: type, bytes, target and executable bit.</summary>
    public static bool IsSame(ArchivedFile left, ArchivedFile right) => left.Type == right.Type
        && left.Sha256 == right.Sha256 && left.LinkTarget == right.LinkTarget
        && (left.Type != ArchiveMemberType.File || left.IsExecutable == right.IsExecutable);

    /// <summary>How a file of a later release compares with this one.</summary>
    public PreviousState StateOf(string path, ArchivedFile file) =>
        !Files.TryGetValue(path, out ArchivedFile? before) ? PreviousState.New
            : IsSame(before, file) ? PreviousState.Unchanged
            : PreviousState.Changed;

    /// <summary>What differs from another archive of the same release, by path in ordinal order.</summary>
    /// <param name="first">The audited archive.</param>
    /// <param name="firstFiles">Its files by path.</param>
    public IEnumerable<(string Path, ArchiveDoubt Doubt)> Differences(
        CaseInput first, IReadOnlyDictionary<string, ArchivedFile> firstFiles)
    {
        foreach (string path in firstFiles.Keys.Union(Files.Keys).Order(StringComparer.Ordinal))
        {
            ArchivedFile? here = firstFiles.GetValueOrDefault(path);
            ArchivedFile? there = Files.GetValueOrDefault(path);
            string? what = (here, there) switch
            {
                (null, _) => $"only {Input.Name} has {there!.Description} here",
                (_, null) => $"only {first.Name} has {here.Description} here",
                _ when IsSame(here, there) => null,
                _ when here.Type != there.Type || here.LinkTarget != there.LinkTarget =>
                    $"{here.Description} in {first.Name}, {there.Description} in {Input.Name}",
                _ when here.Sha256 != there.Sha256 =>
                    $"{here.Size} bytes with SHA-256 {here.Sha256} in {first.Name}, {there.Size} bytes with SHA-256 "
                    + $"{there.Sha256} in {Input.Name}",
                _ => $"executable in {(here.IsExecutable ? first : Input).Name} only",
            };
            if (what is not null)
            {
                yield return (path, new(ArchiveDoubtKind.ArchivesDiffer, new(what, path)));
            }
        }
    }

    /// <summary>The comparison with the release after this one.</summary>
    /// <param name="later">The later release's files by path.</param>
    public PreviousRelease Summarise(IReadOnlyDictionary<string, ArchivedFile> later)
    {
        ILookup<PreviousState, string> states = later.ToLookup(f => StateOf(f.Key, f.Value), f => f.Key);
        return new(
            Input, states[PreviousState.Unchanged].Count(), states[PreviousState.Changed].Count(),
            states[PreviousState.New].Count(),
            [.. Files.Keys.Where(path => !later.ContainsKey(path)).Order(StringComparer.Ordinal)]);
    }
}
