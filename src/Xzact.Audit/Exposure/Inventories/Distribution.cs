namespace Xzact.Audit.Exposure.Inventories;

/// <summary>Which distribution a system is (os-release(5)).</summary>
/// <param name="Id">Its identifier, such as <c>debian</c>.</param>
/// <param name="Release">Its release, such as <c>12</c>; null for one that has none, as Debian unstable.</param>
/// <param name="Like">The distributions that it says it is like, nearest first.</param>
internal sealed record Distribution(string Id, string? Release, IReadOnlyList<string> Like)
{
    /// <summary>Reads os-release; null if it names no distribution.</summary>
    public static Distribution? Parse(string text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string[] pair in text.Split('\n').Select(line => line.Trim().Split('=', 2)))
        {
            if (pair.Length == 2 && !pair[0].StartsWith('#'))
            {
                values[pair[0]] = pair[1].Trim('"', '\'');
            }
        }

        return values.GetValueOrDefault("ID") is { Length: > 0 } id
            ? new(
                id.ToLowerInvariant(),
                values.GetValueOrDefault("VERSION_ID") is { Length: > 0 } release ? release : null,
                (values.GetValueOrDefault("ID_LIKE") ?? "").ToLowerInvariant()
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    /// <summary>Its name in a sentence.</summary>
    public override string ToString() => Release is null ? Id : $"{Id} {Release}";
}
