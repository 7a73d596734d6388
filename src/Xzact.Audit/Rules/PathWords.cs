namespace Xzact.Audit.Rules;

/// <summary>What a word of build text says about paths.</summary>
internal static class PathWords
{
    private static readonly HashSet<string> s_testFolders =
        ["test", "tests", "testing", "testdata", "test-data", "fixtures", "fixture", "corpus", "corpora", "t",
         "testsuite", "spec", "samples"];

    /// <summary>Whether some folder of the path in <paramref name="word"/> is one where test data is kept.</summary>
    public static bool IsTestPath(string word)
    {
        string[] parts = word.Split('/');
        return parts.Length > 1 && parts.Take(parts.Length - 1).Any(p => s_testFolders.Contains(p.ToLowerInvariant()));
    }
}
