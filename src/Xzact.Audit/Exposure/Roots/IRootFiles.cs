namespace Xzact.Audit.Exposure.Roots;

/// <summary>A file of a root: its path without a leading slash, and its length in bytes.</summary>
internal sealed record RootFile(string Path, long Length);

/// <summary>The files of a system that is looked at and not run: a folder, or the layers of an image.</summary>
internal interface IRootFiles
{
    /// <summary>What it is called in messages.</summary>
    string Name { get; }

    /// <summary>The content of a file, links inside the root followed.</summary>
    /// <param name="path">Relative to the root, with slashes.</param>
    /// <param name="maxBytes">The most bytes that are read.</param>
    /// <returns>The bytes, or null if there is no such file.</returns>
    /// <exception cref="InventoryException">It is larger, or cannot be read.</exception>
    byte[]? Read(string path, long maxBytes);

    /// <summary>The names in a folder, sorted; empty if there is none.</summary>
    /// <exception cref="InventoryException">It cannot be read.</exception>
    IReadOnlyList<string> List(string folder);
}
