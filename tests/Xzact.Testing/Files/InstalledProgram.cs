namespace Xzact.Testing.Files;

/// <summary>Programs of the system that tests compare with.</summary>
public static class InstalledProgram
{
    private static readonly string[] s_folders =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    /// <summary>Whether a folder of PATH has a file of this name.</summary>
    public static bool Exists(string name) =>
        Array.Exists(s_folders, folder => File.Exists(Path.Combine(folder, name)));
}
