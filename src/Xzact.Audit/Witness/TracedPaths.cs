namespace Xzact.Audit.Witness;

/// <summary>Which paths a record keeps.</summary>
internal static class TracedPaths
{
    /// <summary>Where the files of the system are.</summary>
    public static IReadOnlyList<string> SystemFolders { get; } =
        ["/usr/", "/lib", "/bin/", "/sbin/", "/etc/", "/opt/", "/sys/", "/dev/", "/run/", "/var/", "/snap/", "/nix/"];

    /// <summary>Whether reading a file is kept: not that of the system's own, but that of the status of processes, by
    /// which a program can see that it is traced.</summary>
    /// <param name="path">The file, absolute.</param>
    /// <param name="root">The folder of the tree.</param>
    public static bool KeepsRead(string path, string root) => IsBelow(path, root)
        || (path.StartsWith("/proc/", StringComparison.Ordinal) ? IsStatus(path)
            : !SystemFolders.Any(start => path.StartsWith(start, StringComparison.Ordinal)));

    /// <summary>Whether writing a file is kept: not that of devices and descriptors.</summary>
    public static bool KeepsWrite(string path) => path is ['/', ..]
        && !path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Whether a path is a folder or lies in it.</summary>
    public static bool IsBelow(string path, string folder) =>
        folder == "/" || (path.StartsWith(folder, StringComparison.Ordinal)
            && (path.Length == folder.Length || path[folder.Length] == '/'));

    /// <summary>Whether it is what the kernel says of a process, its tracer among it (proc(5)).</summary>
    public static bool IsStatus(string path) => path.StartsWith("/proc/", StringComparison.Ordinal)
        && path.EndsWith("/status", StringComparison.Ordinal);

    /// <summary>The path without <c>.</c>, <c>..</c> and repeated slashes, by its letters alone.</summary>
    /// <param name="path">An absolute path.</param>
    public static string Normalise(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)
            && (path.Length == 1 || path[^1] != '/'))
        {
            return path;
        }

        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>A path in a folder; null if there is no path, or a relative one and no folder.</summary>
    public static string? Combine(string? folder, string? path) => path switch
    {
        null or "" => null,
        ['/', ..] => Normalise(path),
        _ when folder is ['/', ..] => Normalise($"{folder}/{path}"),
        _ => null,
    };
}
