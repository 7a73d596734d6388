namespace Xzact.Audit.Exposure.Contents;

/// <summary>A copy of a library inside a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Library">The library's name.</param>
/// <param name="Releases">The release numbers that the file's text has, as the library writes its own; several if the
/// file has more such text.</param>
/// <param name="Functions">How many of the library's functions the file defines; 0 if only its table was found.</param>
internal sealed record LibraryCopy(string Path, string Library, IReadOnlyList<string> Releases, int Functions)
{
    /// <summary>In an image, the layers that have it; else null.</summary>
    public string? Layer { get; init; }

    /// <summary>False if a later layer of the image took it away.</summary>
    public bool IsPresent { get; init; } = true;

    /// <summary>Whether the polynomial of its CRC64 was found, and no table of it.</summary>
    public bool IsComputed { get; init; }

    /// <summary>What was found, for people.</summary>
    public string Signs => Functions > 0
        ? $"it defines {Functions:N0} functions of {Library}"
        : $"it has the {(IsComputed ? "polynomial" : "table")} that {Library} computes CRC64 with, and defines none of "
            + "its functions";
}
