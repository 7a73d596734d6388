using Xzact.Testing.Files;

namespace Xzact.Fuzz.Inputs;

/// <summary>Files to begin with: those of every structure, those that no encoder emits, and XZ Utils' own.</summary>
internal static class Seeds
{
    private const int Generated = 60;
    private const int LongestGenerated = 8000;

    /// <summary>.xz files.</summary>
    public static IEnumerable<byte[]> Xz()
    {
        foreach ((_, byte[] file) in SmallFiles.All())
        {
            yield return file;
        }

        for (int seed = 0; seed < Generated; seed++)
        {
            byte[] file = XzGenerator.File(new Random(seed), XzGenerator.SimpleFilters);
            if (file.Length <= LongestGenerated)
            {
                yield return file;
            }
        }

        foreach (byte[] file in Conformance(".xz"))
        {
            yield return file;
        }
    }

    /// <summary>.lzma files.</summary>
    public static IEnumerable<byte[]> Lzma() =>
        SmallLzmaFiles.Lzma().Select(pair => pair.File).Concat(Conformance(".lzma"));

    /// <summary>.lz files.</summary>
    public static IEnumerable<byte[]> Lzip() =>
        SmallLzmaFiles.Lzip().Select(pair => pair.File).Concat(Conformance(".lz"));

    /// <summary>LZMA2 chunks.</summary>
    public static IEnumerable<byte[]> Lzma2() => Enumerable.Range(0, Generated)
        .Select(seed => Lzma2Generator.Make(new Random(seed), 4096).Lzma2)
        .Where(chunks => chunks.Length <= LongestGenerated);

    private static IEnumerable<byte[]> Conformance(string suffix) =>
        ConformanceFiles.Folder is { } folder
            ? Directory.EnumerateFiles(folder, "*" + suffix).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)
            : [];
}
