using Xzact.Audit.Exposure.Contents;
using Xzact.Audit.Exposure.Roots;

namespace Xzact.Audit.Exposure.Images;

/// <summary>The root that layers make, one after the other. Of files only the content that was kept is there; what is
/// asked for beside that is named in <see cref="Wanted"/>, and counts as missing until it was read.</summary>
/// <param name="name">What it is called in messages.</param>
internal sealed class LayeredRoot(string name) : IRootFiles
{
    private const int MaxLinks = 40;

    private readonly Dictionary<string, (ImageLayer Layer, string Path)> _files = [];
    private readonly Dictionary<string, string> _links = [];
    private readonly Dictionary<string, bool> _special = [];
    private readonly Dictionary<string, bool> _folders = [];
    private readonly Dictionary<string, LibraryCopy> _copies = [];
    private readonly Dictionary<string, string> _realFolders = [];
    private readonly HashSet<string> _askedFor = [];
    private readonly List<(ImageLayer Layer, string Path)> _wanted = [];

    public string Name => name;

    /// <summary>The copies of libraries that are to be seen now.</summary>
    public IReadOnlyDictionary<string, LibraryCopy> Copies => _copies;

    /// <summary>Files that were asked for and whose content was not kept: their layer, and their path there.</summary>
    public IReadOnlyList<(ImageLayer Layer, string Path)> Wanted => _wanted;

    /// <summary>Puts a layer on top. What it has below a link goes where the link leads.</summary>
    /// <returns>Whether that may change the answer to anything that was asked so far.</returns>
    public bool Add(ImageLayer layer)
    {
        int removed = Hide(_files, layer) + Hide(_links, layer) + Hide(_special, layer);
        Hide(_folders, layer);
        Hide(_copies, layer);
        _realFolders.Clear();

        // A folder replaces a link of its name.
        removed += layer.Folders.Count(_links.Remove);
        foreach ((string path, string target) in layer.Links)
        {
            _links[path] = target;
        }

        foreach (string path in layer.Folders)
        {
            _folders[path] = true;
        }

        bool isAskedFor = false;
        foreach (string path in layer.Paths.Where(p => !layer.Links.ContainsKey(p) && !layer.HardLinks.ContainsKey(p)))
        {
            string real = RealPath(path);
            isAskedFor |= _askedFor.Contains(real) || _askedFor.Contains(FolderOf(real));
            if (layer.Special.Contains(path))
            {
                _special[real] = true;
            }
            else
            {
                _files[real] = (layer, path);
            }
        }

        foreach ((string path, string target) in layer.HardLinks)
        {
            AddHardLink(layer, path, target);
        }

        foreach ((string path, LibraryCopy copy) in layer.Copies)
        {
            _copies[path] = copy;
        }

        return isAskedFor || removed + layer.Kept.Count + layer.Links.Count + layer.HardLinks.Count > 0;
    }

    public byte[]? Read(string path, long maxBytes)
    {
        string real = Resolve(path);
        _askedFor.Add(real);
        if (_files.TryGetValue(real, out (ImageLayer Layer, string Path) file) || _files.TryGetValue(path, out file))
        {
            if (!file.Layer.Kept.TryGetValue(file.Path, out byte[]? content))
            {
                _wanted.Add(file);
                return null;
            }

            return content.Length <= maxBytes ? content
                : throw new InventoryException($"it has {content.Length:N0} bytes; the limit is {maxBytes:N0}", path);
        }

        return _special.ContainsKey(real) ? throw new InventoryException("it is a pipe or a device, and no file", path)
            : _folders.ContainsKey(real) ? throw new InventoryException("it is a folder, and no file", path)
            : _links.ContainsKey(path)
                ? throw new InventoryException($"it is a link to {real}, which is not there", path)
            : null;
    }

    public IReadOnlyList<string> List(string folder)
    {
        string real = Resolve(folder);
        _askedFor.Add(real);
        string start = real + "/";
        return
        [
            .. _files.Keys.Concat(_links.Keys).Where(path => path.StartsWith(start, StringComparison.Ordinal))
                .Select(path => path[start.Length..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    // The file keeps its content under this name whatever becomes of the other.
    private void AddHardLink(ImageLayer layer, string path, string target)
    {
        for (int links = 0; links < MaxLinks && layer.HardLinks.TryGetValue(target, out string? next); links++)
        {
            target = next;
        }

        if (_files.TryGetValue(RealPath(target), out (ImageLayer Layer, string Path) file))
        {
            _files[RealPath(path)] = file;
        }
        else
        {
            // What is no file, or not there, is looked for where the link leads.
            _links[path] = "/" + target;
        }
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

    // The links of its folders followed, and the path itself where they lead nowhere.
    private string RealPath(string path)
    {
        string folder = FolderOf(path);
        if (folder.Length == 0 || _links.Count == 0)
        {
            return path;
        }

        if (!_realFolders.TryGetValue(folder, out string? real))
        {
            try
            {
                real = Resolve(folder);
            }
            catch (InventoryException)
            {
                real = folder;
            }

            _realFolders[folder] = real;
        }

        string file = path[(folder.Length + 1)..];
        return real.Length == 0 ? file : $"{real}/{file}";
    }

    private static string FolderOf(string path) =>
        path.LastIndexOf('/') is > 0 and int slash ? path[..slash] : "";

    // One component after the other; a link never leads above the root.
    private string Resolve(string path)
    {
        Stack<string> left = new(Enumerable.Reverse(Parts(path)));
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
            foreach (string next in Enumerable.Reverse(Parts(target)))
            {
                left.Push(next);
            }
        }

        return real;
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}
