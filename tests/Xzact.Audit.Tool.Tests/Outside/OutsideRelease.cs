using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>
/// What a project tracks and what its release archive holds: a base fills it honestly, a variant changes it. What is
/// tracked is shipped as it is, unless it is left out or shipped otherwise.
/// </summary>
internal sealed class OutsideRelease(string name)
{
    /// <summary>The day of the tag; archives are made an hour later.</summary>
    public static DateTimeOffset Tagged { get; } = new(2025, 5, 3, 10, 0, 0, TimeSpan.Zero);

    public string Name { get; } = name;

    /// <summary>Subject of the commit that is tagged.</summary>
    public string Subject { get; set; } = "Release 1.0";

    public SortedDictionary<string, OutsideFile> Tracked { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, OutsideFile> Shipped { get; } = new(StringComparer.Ordinal);

    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Folders that the archive lists and that hold nothing.</summary>
    public List<string> EmptyFolders { get; } = [];

    /// <summary>Members outside the archive's one folder.</summary>
    public SortedDictionary<string, OutsideFile> Beside { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, DateTimeOffset> Times { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Records of an extended header, by path.</summary>
    public Dictionary<string, Dictionary<string, string>> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Submodules by path; each is a repository of its own, given to the tool as a second source.</summary>
    public SortedDictionary<string, OutsideRelease> Submodules { get; } = new(StringComparer.Ordinal);

    /// <summary>Permissions as the umask 002 leaves them, not 022.</summary>
    public bool GroupMayWrite { get; set; }

    /// <summary>What the archive holds below its folder.</summary>
    public SortedDictionary<string, OutsideFile> Archive
    {
        get
        {
            SortedDictionary<string, OutsideFile> files = new(StringComparer.Ordinal);
            foreach ((string path, OutsideFile file) in Tracked.Where(one => !LeftOut.Contains(one.Key)))
            {
                files[path] = file;
            }

            foreach ((string folder, OutsideRelease module) in Submodules)
            {
                foreach ((string path, OutsideFile file) in module.Archive)
                {
                    files[$"{folder}/{path}"] = file;
                }
            }

            foreach ((string path, OutsideFile file) in Shipped)
            {
                files[path] = file;
            }

            return files;
        }
    }

    public OutsideRelease Track(string path, string text, bool executable = false)
    {
        Tracked[path] = OutsideFile.OfText(text, executable);
        return this;
    }

    public OutsideRelease TrackLink(string path, string target)
    {
        Tracked[path] = OutsideFile.LinkTo(target);
        return this;
    }

    /// <summary>Puts a file into the archive only, or ships a tracked one with other content or permissions.</summary>
    public OutsideRelease Ship(string path, string text, bool executable = false)
    {
        Shipped[path] = OutsideFile.OfText(text, executable);
        return this;
    }

    public OutsideRelease Ship(string path, byte[] content)
    {
        Shipped[path] = new(content);
        return this;
    }

    /// <summary>Replaces text of a tracked file in the archive; the text must be there.</summary>
    public OutsideRelease ShipChanged(string path, string text, string replacement)
    {
        Shipped[path] = Changed(path, text, replacement);
        return this;
    }

    /// <summary>Replaces text of a file in the tag, so also in the archive; the text must be there.</summary>
    public OutsideRelease TrackChanged(string path, string text, string replacement)
    {
        Tracked[path] = Changed(path, text, replacement);
        return this;
    }

    public OutsideRelease Leave(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            LeftOut.Add(path);
        }

        return this;
    }

    /// <summary>Sets the time of a member, in seconds after the archive's other members.</summary>
    public OutsideRelease Touch(string path, int seconds)
    {
        Times[path] = Tagged.AddHours(1).AddSeconds(seconds);
        return this;
    }

    public OutsideRelease Record(string path, string keyword, string value)
    {
        Records.TryAdd(path, []);
        Records[path][keyword] = value;
        return this;
    }

    private OutsideFile Changed(string path, string text, string replacement)
    {
        string tracked = Encoding.UTF8.GetString(Tracked[path].Content);
        Assert.Contains(text, tracked, StringComparison.Ordinal);
        string changed = tracked.Replace(text, replacement, StringComparison.Ordinal);
        return Tracked[path] with { Content = Encoding.UTF8.GetBytes(changed) };
    }
}
