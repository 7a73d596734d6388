namespace Xzact.Audit.Sandbox;

/// <summary>The system's programs that make a sandbox, found in its own folders, never by the caller's
/// PATH.</summary>
internal static class SandboxTools
{
    /// <summary>Where programs are looked for, and the PATH of what runs in the sandbox.</summary>
    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // unshare, setpriv, prlimit, setsid, mount, umount, pivot_root are of util-linux, 2.36 or later.
    private static readonly string[] s_needed =
        ["sh", "perl", "unshare", "setpriv", "prlimit", "setsid", "mount", "umount", "pivot_root", "timeout", "tar",
         "env"];

    /// <summary>Where a program is, or null.</summary>
    public static string? Find(string name) => SearchPath.Split(':')
        .Select(folder => $"{folder}/{name}").FirstOrDefault(File.Exists);

    /// <summary>Why no sandbox can be made with what is installed, or null.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "a sandbox needs Linux";
        }

        string[] missing = [.. s_needed.Where(name => Find(name) is null)];
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }
}
