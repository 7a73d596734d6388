namespace Xzact.Audit.Release;

/// <summary>
/// Finds the folder that release archives put around everything, such as <c>name-1.0/</c>, and takes it off.
/// </summary>
internal static class TopFolder
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    /// <summary>
    /// The top folder with its slash, or an empty string. Members outside it do not hide it: the folder that makes
    /// the most names equal to tracked paths wins over none.
    /// </summary>
    public static string Find(IEnumerable<string> storedNames, IReadOnlySet<string> trackedPaths)
    {
        string[] names = [.. storedNames.Select(Clean)];
        int withoutTop = names.Count(trackedPaths.Contains);
        IGrouping<string, string>? best = names
            .Where(n => n.Contains('/', Ordinal))
            .GroupBy(n => n[..(n.IndexOf('/', Ordinal) + 1)], StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best is null)
        {
            return "";
        }

        int withTop = best.Count(n => trackedPaths.Contains(n[best.Key.Length..]));
        bool holdsAll = best.Count() == names.Length;

        // What lies in one folder is built in that folder, even if the tag tracks all of it under the folder's name
        // too; then the folder is a part of the project only if it is most of it.
        if (holdsAll && withTop > 0 && !IsMost(best.Key, trackedPaths))
        {
            return best.Key;
        }

        return withTop > withoutTop || (withTop == withoutTop && withTop == 0 && holdsAll) ? best.Key : "";
    }

    /// <summary>
    /// Why it is not certain that there is no top folder; null if it is. An archive of one folder of the tag, and by
    /// far not all of the tag, is a release of that folder to whoever builds in it.
    /// </summary>
    /// <param name="paths">The paths in an archive for which no top folder was found.</param>
    /// <param name="trackedPaths">The paths of the tag.</param>
    public static string? Undecided(IEnumerable<string> paths, IReadOnlySet<string> trackedPaths)
    {
        string? top = null;
        foreach (string path in paths)
        {
            string first = path[..(path.IndexOf('/', Ordinal) + 1)];
            if (first.Length == 0 || first != (top ??= first))
            {
                return null;
            }
        }

        return top is null || IsMost(top, trackedPaths) || !trackedPaths.Any(p => p.StartsWith(top, Ordinal)) ? null
            : $"the archive holds nothing but the folder {top}, one of several that are tracked; built there, "
                + "its files have other names than tracked";
    }

    /// <summary>
    /// Why another folder than the one that is compared may be built: it has the name of the archive, and is beside
    /// it; null if there is none.
    /// </summary>
    /// <param name="top">The folder that is compared, with its slash; empty if there is none.</param>
    /// <param name="storedNames">The names in the archive.</param>
    /// <param name="stem">The archive's name without its endings.</param>
    /// <param name="trackedPaths">The paths of the tag.</param>
    public static string? Other(
        string top, IEnumerable<string> storedNames, string stem, IReadOnlySet<string> trackedPaths)
    {
        string named = Folded(stem) + "/";
        string? other = Folded(top) == named ? null : storedNames.Select(Clean)
            .Where(name => name.Contains('/', Ordinal))
            .Select(name => name[..(name.IndexOf('/', Ordinal) + 1)])
            .FirstOrDefault(folder => folder != top && Folded(folder) == named
                && !trackedPaths.Any(path => path.StartsWith(folder, Ordinal)));
        return other is null ? null
            : $"the folder {other} has the archive's name, and {(top.Length == 0 ? "the archive's root" : top)} was "
                + "compared; who builds may go into either";
    }

    // demo_1.0.orig.tar.gz holds demo-1.0.
    private static string Folded(string name) => name.Replace('_', '-');

    /// <summary>
    /// The path below <paramref name="top"/>, or null if the name lies outside it or climbs with <c>..</c>.
    /// </summary>
    public static string? Below(string top, string storedName)
    {
        string name = Clean(storedName);
        bool safe = !storedName.StartsWith('/') && !name.Split('/').Contains("..");
        return safe && name.StartsWith(top, Ordinal) && name.Length > top.Length
            ? name[top.Length..]
            : null;
    }

    private static bool IsMost(string folder, IReadOnlySet<string> trackedPaths) =>
        2 * trackedPaths.Count(path => path.StartsWith(folder, Ordinal)) > trackedPaths.Count;

    /// <summary>The name without <c>./</c>, repeated and trailing slashes.</summary>
    private static string Clean(string name)
    {
        if (!name.StartsWith('.') && !name.StartsWith('/') && !name.EndsWith('/')
            && !name.Contains("//", Ordinal) && !name.Contains("/./", Ordinal))
        {
            return name;
        }

        return string.Join('/', name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
    }
}
