namespace Xzact.Tools.Tests;

/// <summary>
/// One golden transcript: cases/TOPIC/NAME.sh with what it must write, NAME.stdout and NAME.stderr (absent: nothing),
/// and NAME.exit (absent: 0). A comment says which releases of XZ Utils it was proven against.
/// </summary>
internal sealed record Transcript(string Name, string Script)
{
    private const string ProvenMark = "# proven:";

    /// <summary>The folder of all cases in the source tree.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "tests", "Xzact.Tools.Tests", "cases");

    /// <summary>The names of all cases, TOPIC/NAME.</summary>
    public static IEnumerable<string> Names() => Directory
        .EnumerateFiles(Folder, "*.sh", SearchOption.AllDirectories)
        .Select(path => Path.ChangeExtension(Path.GetRelativePath(Folder, path), null))
        .Order(StringComparer.Ordinal);

    /// <summary>Reads a case.</summary>
    public static Transcript Load(string name) => new(name, File.ReadAllText(PathOf(name, "sh")));

    /// <summary>The releases it was proven against; none where this program differs on purpose.</summary>
    public IReadOnlyList<string> Proven => Script.Split('\n')
        .Where(line => line.StartsWith(ProvenMark, StringComparison.Ordinal))
        .SelectMany(line => line[ProvenMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToList();

    /// <summary>What must come out.</summary>
    public CommandResult Expected => new(
        int.Parse(ReadOr("exit", "0")), ReadOr("stdout", ""), ReadOr("stderr", ""));

    /// <summary>Runs the script in an empty folder.</summary>
    /// <param name="xz">The program that the script knows as xz, unxz, xzcat and so on.</param>
    public CommandResult Run(string xz)
    {
        using var place = new CommandPlace(xz);
        return place.Run("bash", "-e", PathOf(Name, "sh"));
    }

    /// <summary>Makes a result the expected one.</summary>
    public void Accept(CommandResult result)
    {
        Write("stdout", result.Output, "");
        Write("stderr", result.Errors, "");
        Write("exit", result.ExitStatus + "\n", "0\n");
    }

    private static string PathOf(string name, string extension) => Path.Combine(Folder, name) + "." + extension;

    private string ReadOr(string extension, string otherwise) =>
        File.Exists(PathOf(Name, extension)) ? File.ReadAllText(PathOf(Name, extension)) : otherwise;

    private void Write(string extension, string content, string absent)
    {
        if (content == absent)
        {
            File.Delete(PathOf(Name, extension));
        }
        else
        {
            File.WriteAllText(PathOf(Name, extension), content);
        }
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Xzact.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
