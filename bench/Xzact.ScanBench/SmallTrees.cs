using Xzact.Attacks.Trees;

namespace Xzact.ScanBench;

/// <summary>The synthetic trees, for as long as they are used.</summary>
internal static class SmallTrees
{
    public static void Use(Action<IReadOnlyList<SourceTree>> action)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("xzact-clean-");
        try
        {
            action([.. SyntheticTrees.Names.Select(n => SyntheticTrees.Write(n, Path.Combine(scratch.FullName, n)))]);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
