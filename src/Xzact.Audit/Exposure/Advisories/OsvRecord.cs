using Xzact.Audit.Case;

namespace Xzact.Audit.Exposure.Advisories;

/// <summary>The kinds of ranges of the OSV schema.</summary>
internal enum OsvRangeType
{
    /// <summary>In the order of Semantic Versioning.</summary>
    Semver,

    /// <summary>In the order of the ecosystem.</summary>
    Ecosystem,

    /// <summary>Commits, which no inventory names.</summary>
    Git,
}

/// <summary>What begins or ends a range.</summary>
internal enum OsvEventKind
{
    Introduced,
    Fixed,
    LastAffected,
    Limit,
}

/// <summary>One event of a range.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Version">At which version; <c>0</c> is before all, and <c>*</c> of a limit behind all.</param>
internal sealed record OsvEvent(OsvEventKind Kind, string Version);

/// <summary>A range of versions.</summary>
internal sealed record OsvRange(OsvRangeType Type, IReadOnlyList<OsvEvent> Events);

/// <summary>One package that a record is about (OSV schema, <c>affected[]</c>).</summary>
/// <param name="Ecosystem">The ecosystem without its release, such as <c>Debian</c>.</param>
/// <param name="Release">Its release, such as <c>12</c>; null without one.</param>
/// <param name="Name">The package's name there.</param>
/// <param name="Ranges">Ranges of affected versions.</param>
/// <param name="Versions">Versions that are affected one by one.</param>
internal sealed record OsvAffected(
    string Ecosystem, string? Release, string Name, IReadOnlyList<OsvRange> Ranges, IReadOnlyList<string> Versions)
{
    /// <summary>What the code does in those versions, where the record says so.</summary>
    public ExposureEffect Effect { get; init; }

    /// <summary>A sentence about this package; null without one.</summary>
    public string? Note { get; init; }

    /// <summary>Names of binary packages, for lists of parts that do not name the source package.</summary>
    public IReadOnlyList<string> Binaries { get; init; } = [];

    /// <summary>The first version that is not affected any more; null if no range ends.</summary>
    public string? Fixed => Ranges.SelectMany(r => r.Events)
        .Where(e => e.Kind == OsvEventKind.Fixed).Select(e => e.Version).LastOrDefault();
}

/// <summary>An advisory.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Source">The file or set that it comes from.</param>
/// <param name="Affected">The packages it is about.</param>
internal sealed record OsvRecord(string Id, string Source, IReadOnlyList<OsvAffected> Affected)
{
    /// <summary>Other identifiers of the same thing.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>One sentence; may be empty.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How bad it is by the record's own rating; null if it gives none that is read here.</summary>
    public Severity? Rating { get; init; }

    /// <summary>Whether it is about code that somebody put there to do harm.</summary>
    public bool IsMalicious { get; init; }

    /// <summary>Whether it ships with this program.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>The identifier under which records of the same thing meet: its one CVE, else its own.</summary>
    public string Subject
    {
        get
        {
            string[] numbers = [.. Aliases.Prepend(Id).Select(Cve).OfType<string>().Distinct()];
            return numbers.Length == 1 ? numbers[0] : Id;
        }
    }

    // "DEBIAN-CVE-2024-3094" is Debian's record of that number.
    private static string? Cve(string id)
    {
        int at = id.IndexOf("CVE-", StringComparison.Ordinal);
        return at < 0 ? null : id[at..];
    }
}
