using System.Diagnostics;
using System.Text;
using Xzact.Testing.Files;

namespace Xzact.Conventions.Tests.Source;

/// <summary>The repository these tests were built in.</summary>
internal static class Repository
{
    private static readonly string[] s_ignoredFolders =
        ["artifacts", "bin", "obj", "BenchmarkDotNet.Artifacts", ".git"];

    private static readonly Lazy<IReadOnlyList<string>> s_paths = new(ListPaths);
    private static readonly Lazy<IReadOnlyList<TextFile>> s_texts = new(ReadTexts);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => RepositoryFolder.Root;

    /// <summary>Every file that is tracked, or would be: the ignored ones are left out. Sorted.</summary>
    public static IReadOnlyList<string> Paths => s_paths.Value;

    /// <summary>Those of <see cref="Paths"/> that are text.</summary>
    public static IReadOnlyList<TextFile> Texts => s_texts.Value;

    /// <summary>The C# that people wrote.</summary>
    public static IReadOnlyList<TextFile> CSharp { get; } = [.. Texts.Where(file => file.IsHandWrittenCSharp)];

    /// <summary>Every project file.</summary>
    public static IReadOnlyList<TextFile> Projects { get; } =
        [.. Texts.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal))];

    /// <summary>The full path of <paramref name="path"/>.</summary>
    public static string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>The content of a file that must be there.</summary>
    public static string ReadText(string path) => File.ReadAllText(FullPath(path));

    /// <summary>The text file at <paramref name="path"/>.</summary>
    public static TextFile Text(string path) =>
        Texts.SingleOrDefault(file => file.Path == path)
        ?? throw new FileNotFoundException($"{path} is not in the repository.");

    private static IReadOnlyList<TextFile> ReadTexts() =>
        [.. Paths.Select(path => (path, text: FileManifest.DecodeText(File.ReadAllBytes(FullPath(path)))))
            .Where(file => file.text is not null)
            .Select(file => new TextFile(file.path, file.text!))];

    private static IReadOnlyList<string> ListPaths()
    {
        IEnumerable<string> paths = ListByGit() ?? Walk(Root);
        string[] sorted = [.. paths.Where(path => File.Exists(FullPath(path))).Distinct(StringComparer.Ordinal)];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted.Length > 0 ? sorted : throw new InvalidOperationException($"No files found in {Root}.");
    }

    /// <summary>What git tracks or would track; null where there is no git or no repository, as in a release
    /// archive.</summary>
    private static string[]? ListByGit()
    {
        if (!Path.Exists(FullPath(".git")))
        {
            return null;
        }

        // The repository may belong to another user, as in a container; it is the one we were built in.
        string[] arguments =
            ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process git = Process.Start(start)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"git ls-files ended with {git.ExitCode} in {Root}.");
    }

    private static IEnumerable<string> Walk(string folder)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(folder)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
        IEnumerable<string> below = Directory.EnumerateDirectories(folder)
            .Where(inner => !s_ignoredFolders.Contains(Path.GetFileName(inner), StringComparer.Ordinal))
            .SelectMany(Walk);
        return files.Concat(below);
    }
}
