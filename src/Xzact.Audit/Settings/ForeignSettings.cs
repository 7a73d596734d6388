using Xzact.Audit.Case;

namespace Xzact.Audit.Settings;

/// <summary>Files in what is audited that look like settings of this tool. They are never read.</summary>
internal static class ForeignSettings
{
    private static readonly HashSet<string> s_names =
        ["xzact.json", ".xzact.json", "xzact-ledger.json", "xzact-config.json", ".xzactrc"];

    /// <summary>One notice for each such file.</summary>
    /// <param name="paths">The paths of the archive and of the tag.</param>
    public static IEnumerable<Evidence> In(IEnumerable<string> paths) => paths
        .Where(IsSettings)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(path => new Evidence(
            "settings of xzact inside what is audited; they were not read, and settings come from the user alone",
            path));

    private static bool IsSettings(string path)
    {
        string[] parts = path.ToLowerInvariant().Split('/');
        return s_names.Contains(parts[^1])
            || parts is [.., "xzact", "config.json"]
            || (parts is [.., ".xzact", var last] && last.EndsWith(".json", StringComparison.Ordinal));
    }
}
