namespace Xzact.Testing.Files;

/// <summary>The conformance files of XZ Utils, which lie in a folder beside the repository and not in it.</summary>
public static class ConformanceFiles
{
    /// <summary>
    /// Their folder: in the one that XZACT_SHARED names, else in a folder "shared" beside the repository or further up;
    /// null if there is none.
    /// </summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("XZACT_SHARED") is { } shared)
        {
            return In(shared);
        }

        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (In(Path.Combine(at.FullName, "shared")) is { } folder)
            {
                return folder;
            }
        }

        return null;
    }

    private static string? In(string shared)
    {
        string folder = Path.Combine(shared, "data", "xz-test-files");
        return Directory.Exists(folder) ? folder : null;
    }
}
