using Xzact.Attacks.Trees;

namespace Xzact.Attacks.Tests;

/// <summary>The synthetic trees in a temporary folder, and copies of them to plant in.</summary>
public sealed class ScratchTrees : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("xzact-attacks-");

    public ScratchTrees() =>
        All = [.. SyntheticTrees.Names
            .Select(n => SyntheticTrees.Write(n, Path.Combine(_folder.FullName, "clean", n)))];

    public IReadOnlyList<SourceTree> All { get; }

    /// <summary>A tree for the case of this number; cases take turns.</summary>
    public SourceTree For(int index) => All[index % All.Count];

    /// <summary>A copy with a case in it, gone at the end of the test class.</summary>
    public string Planted(AttackCase planted, SourceTree tree)
    {
        string copy = Path.Combine(_folder.FullName, $"{planted.Id}-{Guid.NewGuid():N}");
        tree.CopyTo(copy);
        _ = new Planting(copy, planted);
        return copy;
    }

    public string NewFolder() =>
        Directory.CreateDirectory(Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}")).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
