using Xzact.Audit.Exposure.Contents;

namespace Xzact.Audit.Exposure.Images;

/// <summary>What one layer changes, as far as it matters here.</summary>
internal sealed class ImageLayer
{
    /// <summary>Every path that the layer has, folders left out.</summary>
    public HashSet<string> Paths { get; } = [];

    /// <summary>Paths that it takes away from the layers below, with all that is under them.</summary>
    public HashSet<string> Whiteouts { get; } = [];

    /// <summary>Folders of which nothing in the layers below counts.</summary>
    public HashSet<string> Opaque { get; } = [];

    /// <summary>The files of package databases and those that name the distribution.</summary>
    public Dictionary<string, byte[]> Kept { get; } = [];

    /// <summary>Folders that have an entry of their own.</summary>
    public HashSet<string> Folders { get; } = [];

    /// <summary>Symbolic links.</summary>
    public Dictionary<string, string> Links { get; } = [];

    /// <summary>Hard links, and the path of the file that each is another name of.</summary>
    public Dictionary<string, string> HardLinks { get; } = [];

    /// <summary>Pipes and devices.</summary>
    public HashSet<string> Special { get; } = [];

    /// <summary>Copies of libraries.</summary>
    public Dictionary<string, LibraryCopy> Copies { get; } = [];

    /// <summary>How many files it has.</summary>
    public int Files { get; set; }

    /// <summary>Whether it takes a path of the layers below away, or puts another in its place.</summary>
    public bool Hides(string path)
    {
        if (Paths.Contains(path))
        {
            return true;
        }

        for (int end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            string above = path[..end];
            if (Whiteouts.Contains(above) || (end < path.Length && (Opaque.Contains(above) || Paths.Contains(above))))
            {
                return true;
            }
        }

        return Opaque.Contains("");
    }
}
