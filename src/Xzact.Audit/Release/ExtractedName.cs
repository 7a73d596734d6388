using Xzact.Audit.Case;

namespace Xzact.Audit.Release;

/// <summary>What extractors make of a stored name. Where they differ, the reading that reaches furthest is taken and
/// the difference is a doubt.</summary>
/// <param name="Components">The path's components, <c>..</c> kept, <c>.</c> and empty ones left out.</param>
/// <param name="Doubts">Why the name is not certain: kind and fact; empty for an ordinary name.</param>
internal sealed record ExtractedName(
    IReadOnlyList<string> Components, IReadOnlyList<(ArchiveDoubtKind Kind, string What)> Doubts)
{
    /// <summary>Reads a member's name or a hard link's target.</summary>
    /// <param name="stored">The name as stored.</param>
    /// <param name="isZip">Whether backslashes are separators for some extractors on every system.</param>
    public static ExtractedName Of(string stored, bool isZip)
    {
        List<(ArchiveDoubtKind, string)> doubts = [];
        string name = stored;
        int zero = name.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            // Programs in C end a name here; others refuse it or keep it.
            name = name[..zero];
            doubts.Add((ArchiveDoubtKind.Name, "the name holds a zero byte, at which extractors cut it"));
        }

        if (name.Contains('\\', StringComparison.Ordinal))
        {
            string climbs = name.Split('\\', '/').Contains("..") ? ", and it then climbs with '..'" : "";
            doubts.Add(isZip || climbs.Length > 0
                ? (ArchiveDoubtKind.Name, "the name holds backslashes, which some extractors take for slashes" + climbs)
                : (ArchiveDoubtKind.ForeignName, "the name holds backslashes, which are separators on some systems"));
            name = isZip ? name.Replace('\\', '/') : name;
        }

        if (name.StartsWith('/'))
        {
            doubts.Add((ArchiveDoubtKind.Name, "the name is absolute; extractors strip, keep or refuse it"));
        }
        else if (name is [_, ':', ..] && char.IsAsciiLetter(name[0]))
        {
            doubts.Add((ArchiveDoubtKind.ForeignName, "the name starts with a drive letter"));
        }

        string[] components = [.. name.Split('/').Where(c => c is not ("" or "."))];
        if (components.Contains(".."))
        {
            doubts.Add((ArchiveDoubtKind.Name, "the name climbs with '..'; extractors follow or refuse it"));
        }

        return new(components, doubts);
    }
}
