using Xzact.Audit.Case;
using Xzact.Audit.Exposure.Advisories;

namespace Xzact.Audit.Exposure.Matching;

/// <summary>How much a record's word counts for a package, in ascending order.</summary>
internal enum Authority
{
    /// <summary>A record about another distribution that this one is like, or about the release by its authors.
    /// </summary>
    Other,

    /// <summary>A record of an ecosystem that somebody else wrote, as a database of reviewers without
    /// distributions.</summary>
    Database,

    /// <summary>The record of the package's own distribution or registry.</summary>
    Own,

    /// <summary>A row of the built-in set, each of which was read and reviewed.</summary>
    BuiltIn,
}

/// <summary>What one record says of one package.</summary>
/// <param name="Package">The package and the name by which it was found.</param>
/// <param name="Record">The record.</param>
/// <param name="Affected">The entry of the record.</param>
/// <param name="Status">What it comes to.</param>
/// <param name="Reason">Why, in a sentence without its end.</param>
/// <param name="Authority">How much it counts.</param>
internal sealed record RecordVerdict(
    NamedPackage Package, OsvRecord Record, OsvAffected Affected, ExposureStatus Status, string Reason,
    Authority Authority)
{
    /// <summary>Whether the version is behind the end of the entry's range, and not before its begin.</summary>
    public bool IsBehind { get; init; }
}
