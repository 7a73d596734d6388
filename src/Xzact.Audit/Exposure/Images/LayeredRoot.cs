using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Images;

/// <summary>The root that layers make, one after the other.</summary>
/// <param name="name">What it is called in messages.</param>
internal sealed class LayeredRoot(string name) : IRootFiles
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, LibraryCopy> _copies = [];

    public string Name => name;

    /// <summary>The copies of libraries that are to be seen now.</summary>
    public IReadOnlyDictionary<string, LibraryCopy> Copies => _copies;

    /// <summary>Puts a layer on top.</summary>
    /// <returns>Whether it changed any file of a package database.</returns>
    public bool Add(ImageLayer layer)
    {
        int removed = Hide(_files, layer);
        removed += Hide(_links, layer);
        Hide(_copies, layer);
        Put(_files, layer.Kept);
        Put(_links, layer.Links);
        Put(_copies, layer.Copies);
        return removed > 0 || layer.Kept.Count > 0;
    }

    public byte[]? Read(string path, long maxBytes) => Resolve(path) is { } real
        && _files.TryGetValue(real, out byte[]? content)
        ? content.Length <= maxBytes ? content
            : throw new InventoryException($"it has {content.Length:N0} bytes; the limit is {maxBytes:N0}", path)
        : null;

    public IReadOnlyList<string> List(string folder)
    {
        string start = Resolve(folder) + "/";
        return
        [
            .. _files.Keys.Where(path => path.StartsWith(start, StringComparison.Ordinal))
                .Select(path => path[start.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    private static int Hide<T>(Dictionary<string, T> entries, ImageLayer layer)
    {
        string[] hidden = [.. entries.Keys.Where(layer.Hides)];
        foreach (string path in hidden)
        {
            entries.Remove(path);
        }

        return hidden.Length;
    }

    private static void Put<T>(Dictionary<string, T> entries, Dictionary<string, T> added)
    {
        foreach ((string path, T value) in added)
        {
            entries[path] = value;
        }
    }

    // One component after the other; a link never leads above the root.
    private string Resolve(string path)
    {
        Stack<string> left = new(Parts(path).Reverse());
        string real = "";
        int links = 0;
        while (left.TryPop(out string? part))
        {
            if (part == "..")
            {
                real = real.Contains('/', StringComparison.Ordinal) ? real[..real.LastIndexOf('/')] : "";
                continue;
            }

            string candidate = part == "." ? real : real.Length == 0 ? part : $"{real}/{part}";
            if (part == "." || !_links.TryGetValue(candidate, out string? target))
            {
                real = candidate;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new InventoryException($"more than {MaxLinks} links lead to it", path);
            }

            real = target.StartsWith('/') ? "" : real;
            foreach (string next in Parts(target).Reverse())
            {
                left.Push(next);
            }
        }

        return real;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
