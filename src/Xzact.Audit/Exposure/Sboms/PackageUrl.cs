namespace Xzact.Audit.Exposure.Sboms;

/// <summary>A package URL: <c>pkg:type/namespace/name@version?qualifiers#subpath</c> (purl specification).</summary>
/// <param name="Type">The kind of package, in lower case.</param>
/// <param name="Namespace">What the name is unique in; empty without one.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null without one.</param>
/// <param name="Qualifiers">More of it, such as <c>arch</c> and <c>distro</c>.</param>
internal sealed record PackageUrl(
    string Type, string Namespace, string Name, string? Version, IReadOnlyDictionary<string, string> Qualifiers)
{
    private const int MaxLength = 8192;

    /// <summary>Reads a package URL; null if it is none.</summary>
    public static PackageUrl? Parse(string text)
    {
        if (text.Length > MaxLength || !text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string rest = text[4..].TrimStart('/').Split('#', 2)[0];
        string[] question = rest.Split('?', 2);
        Dictionary<string, string> qualifiers = new(StringComparer.Ordinal);
        foreach (string[] pair in question.Skip(1).SelectMany(q => q.Split('&')).Select(q => q.Split('=', 2)))
        {
            if (pair.Length == 2 && pair[1].Length > 0)
            {
                qualifiers[pair[0].ToLowerInvariant()] = Uri.UnescapeDataString(pair[1]);
            }
        }

        // A scoped name of npm begins with an at sign too, which is escaped or not behind a slash.
        int at = question[0].LastIndexOf('@');
        bool hasVersion = at > question[0].LastIndexOf('/') + 1;
        string[] parts = (hasVersion ? question[0][..at] : question[0])
            .Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? null : new(
            parts[0].ToLowerInvariant(),
            string.Join('/', parts[1..^1].Select(Uri.UnescapeDataString)),
            Uri.UnescapeDataString(parts[^1]),
            hasVersion && at + 1 < question[0].Length ? Uri.UnescapeDataString(question[0][(at + 1)..]) : null,
            qualifiers);
    }
}
