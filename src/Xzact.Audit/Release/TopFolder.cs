namespace Xzact.Audit.Release;

/// <summary>
/// Finds the folder that release archives put around everything, such as <c>name-1.0/</c>, and takes it off.
/// </summary>
internal static class TopFolder
{
    /// <summary>
    /// The top folder with its slash, or an empty string. Members outside it do not hide it: the folder that makes
    /// the most names equal to tracked paths wins over none.
    /// </summary>
    public static string Find(IEnumerable<string> storedNames, IReadOnlySet<string> trackedPaths)
    {
        string[] names = [.. storedNames.Select(Clean)];
        int withoutTop = names.Count(trackedPaths.Contains);
        IGrouping<string, string>? best = names
            .Where(n => n.Contains('/', StringComparison.Ordinal))
            .GroupBy(n => n[..(n.IndexOf('/', StringComparison.Ordinal) + 1)], StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (best is null)
        {
            return "";
        }

        int withTop = best.Count(n => trackedPaths.Contains(n[best.Key.Length..]));
        bool holdsAll = best.Count() == names.Length;
        return withTop > withoutTop || (withTop == withoutTop && withTop == 0 && holdsAll) ? best.Key : "";
    }

    /// <summary>
    /// The path below <paramref name="top"/>, or null if the name lies outside it or climbs with <c>..</c>.
    /// </summary>
    public static string? Below(string top, string storedName)
    {
        string name = Clean(storedName);
        bool safe = !storedName.StartsWith('/') && !name.Split('/').Contains("..");
        return safe && name.StartsWith(top, StringComparison.Ordinal) && name.Length > top.Length
            ? name[top.Length..]
            : null;
    }

    /// <summary>The name without <c>./</c>, repeated and trailing slashes.</summary>
    private static string Clean(string name)
    {
        if (!name.StartsWith('.') && !name.StartsWith('/') && !name.EndsWith('/')
            && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/./", StringComparison.Ordinal))
        {
            return name;
        }

        return string.Join('/', name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
    }
}
