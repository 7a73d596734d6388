namespace Xzact.Audit.Scan;

/// <summary>Names of files as scripts write them.</summary>
internal static class PathText
{
    /// <summary>
    /// One spelling for a name: without quotes, <c>./</c>, leading <c>../</c>, and a leading folder that the script
    /// does not decide, as <c>$srcdir/</c>.
    /// </summary>
    public static string Canonical(string name)
    {
        string path = name.Trim('"', '\'');
        if (IsPlain(path))
        {
            return path;
        }

        bool isAbsolute = path.StartsWith('/');
        List<string> parts = [];
        foreach (string part in path.Split('/'))
        {
            if (part is "" or "." || (parts.Count == 0 && part.Trim(WordValues.Unknown).Length == 0))
            {
                continue;
            }

            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }

                continue;
            }

            parts.Add(part);
        }

        return (isAbsolute ? "/" : "") + string.Join('/', parts);
    }

    private static bool IsPlain(string path) => path.Length > 0 && path[0] is not ('.' or '/' or WordValues.Unknown)
        && !path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal)
        && path[^1] is not ('/' or '.');
}
