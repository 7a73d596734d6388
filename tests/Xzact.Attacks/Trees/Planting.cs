namespace Xzact.Attacks.Trees;

/// <summary>A case in a copy of its tree, until it is taken out again.</summary>
/// <remarks>The copy is a scratch folder of the caller; the tree that was given is never written to.</remarks>
public sealed class Planting : IDisposable
{
    private readonly string _folder;
    private readonly List<(string Path, byte[]? Before)> _before = [];
    private readonly List<string> _newFolders = [];

    public Planting(string folder, AttackCase planted)
    {
        ArgumentNullException.ThrowIfNull(planted);
        _folder = folder;
        foreach (PlantedFile file in planted.Files)
            Write(file);
    }

    /// <summary>Puts the copy back to what it was.</summary>
    public void Dispose()
    {
        foreach ((string path, byte[]? before) in _before)
        {
            if (before is null)
                File.Delete(path);
            else
                File.WriteAllBytes(path, before);
        }

        foreach (string folder in Enumerable.Reverse(_newFolders))
            Directory.Delete(folder);
    }

    private void Write(PlantedFile file)
    {
        string path = Path.Combine(_folder, file.Path);
        for (string? folder = Path.GetDirectoryName(path); !Directory.Exists(folder);)
        {
            string missing = folder!;
            while (!Directory.Exists(Path.GetDirectoryName(missing)))
                missing = Path.GetDirectoryName(missing)!;
            Directory.CreateDirectory(missing);
            _newFolders.Add(missing);
        }

        _before.Add((path, File.Exists(path) ? File.ReadAllBytes(path) : null));
        using FileStream stream = new(path, FileMode.Create, FileAccess.Write);
        stream.Write(file.Content.Span);
    }
}
