using System.Text;

namespace Xzact.Attacks.Trees;

/// <summary>A clean source tree in a folder, read only.</summary>
public sealed class SourceTree(string folder)
{
    private static readonly string[] s_fixtureFolders =
        ["tests/files/", "tests/data/", "test/data/", "testdata/", "tests/", "test/", "t/"];

    /// <summary>The tree's root.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The name of the root folder.</summary>
    public string Name => Path.GetFileName(Folder.TrimEnd(Path.DirectorySeparatorChar));

    public bool Has(string path) => File.Exists(FullPath(path));

    public byte[] Read(string path) => File.ReadAllBytes(FullPath(path));

    /// <summary>The first folder of those where projects keep test files, with a slash at the end.</summary>
    public string FixtureFolder =>
        Array.Find(s_fixtureFolders, one => Directory.Exists(FullPath(one))) ?? s_fixtureFolders[1];

    /// <summary>A text that every tree has in some form.</summary>
    public string? AnyText => Array.Find(["README", "README.md", "README.rst", "NEWS", "COPYING", "LICENSE"], Has);

    /// <summary>A tracked file that a gate can ask for.</summary>
    public string Witness =>
        AnyText ?? Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .FirstOrDefault() ?? ".";

    /// <summary>The first file with this extension in the root or one folder below it; null if there is none.</summary>
    public string? FirstWith(string extension) => Directory.EnumerateFiles(Folder, "*" + extension)
        .Concat(Directory.EnumerateDirectories(Folder).Where(d => new DirectoryInfo(d).LinkTarget is null)
            .SelectMany(d => Directory.EnumerateFiles(d, "*" + extension)))
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Copies the whole tree, links as links.</summary>
    public void CopyTo(string target)
    {
        Directory.CreateDirectory(target);
        foreach (FileSystemInfo entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos())
            Copy(entry, Path.Combine(target, entry.Name));
    }

    private static void Copy(FileSystemInfo entry, string target)
    {
        if (entry.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
        }
        else if (entry is DirectoryInfo folder)
        {
            Directory.CreateDirectory(target);
            foreach (FileSystemInfo inner in folder.EnumerateFileSystemInfos())
                Copy(inner, Path.Combine(target, inner.Name));
        }
        else if (!entry.Attributes.HasFlag(FileAttributes.Device))
        {
            File.Copy(entry.FullName, target);
        }
    }

    private string FullPath(string path) => Path.Combine(Folder, path);
}

/// <summary>The files that a case adds or changes, as it is composed.</summary>
internal sealed class FileSet(SourceTree tree)
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public IReadOnlyList<PlantedFile> Files =>
        [.. _files.Select(f => new PlantedFile(f.Key, f.Value, !tree.Has(f.Key)))];

    public void Put(string path, byte[] content) => _files[path] = content;

    public void Put(string path, string text) => Put(path, Bytes(text));

    /// <summary>The text of a file as it will be; empty if there is none yet.</summary>
    public string Text(string path) =>
        _files.TryGetValue(path, out byte[]? made) ? Text(made) : tree.Has(path) ? Text(tree.Read(path)) : "";

    /// <summary>Adds lines to the end of a file, which begins with a head if the tree has none.</summary>
    public void Append(string path, string text, string head = "")
    {
        string before = Text(path);
        before = before.Length == 0 ? head : before.EndsWith('\n') ? before : before + "\n";
        Put(path, before + text);
    }

    // Every byte is one character, so that what is not UTF-8 stays as it is; we add ASCII only.
    private static string Text(byte[] content) => Encoding.Latin1.GetString(content);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
