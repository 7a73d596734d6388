namespace Xzact.Audit.Release.Packages;

/// <summary>What a patch says about itself: the files that it touches (GNU diffutils manual, "Unified Format"; git's
/// extended headers).</summary>
internal static class PatchText
{
    private const int MaxFiles = 100_000;

    /// <summary>The touched files, each once, without the first folder (patch -p1).</summary>
    public static IReadOnlyList<string> TouchedFiles(string text)
    {
        List<string> files = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        string before = "";
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("--- ") || line.StartsWith("*** "))
            {
                before = Name(line[4..]);
                continue;
            }

            // A file that is removed has no name behind the signs of what is added.
            string? name = line.StartsWith("+++ ") ? (Name(line[4..]) is { Length: > 0 } after ? after : before)
                : line.StartsWith("rename from ") ? line[12..].ToString()
                : line.StartsWith("rename to ") ? line[10..].ToString()
                : BinaryFile(line);
            if (name is { Length: > 0 } && seen.Add(name) && files.Count < MaxFiles)
            {
                files.Add(name);
            }
        }

        return files;
    }

    // "GIT binary patch" stands below "diff --git a/x b/x", which has no other lines with names.
    private static string? BinaryFile(ReadOnlySpan<char> line)
    {
        const string Start = "diff --git a/";
        int both = line.StartsWith(Start) ? line.LastIndexOf(" b/") : -1;
        return both < 0 ? null : line[(both + 3)..].ToString();
    }

    // A tab or a date may follow the name; the first folder is whatever the maker's was called.
    private static string Name(ReadOnlySpan<char> rest)
    {
        int tab = rest.IndexOf('\t');
        ReadOnlySpan<char> name = (tab < 0 ? rest : rest[..tab]).Trim();
        if (tab < 0 && name.IndexOf("  ") is > 0 and int gap)
        {
            name = name[..gap];
        }

        int slash = name.IndexOf('/');
        return name.SequenceEqual("/dev/null") ? "" : name[(slash + 1)..].ToString();
    }
}
