namespace Xzact.Audit.Case;

/// <summary>A reviewer's decision that a finding needs no more attention, for a time.</summary>
/// <param name="Rule">The rule's identifier.</param>
/// <param name="Path">The subject of the finding; <c>*</c>, <c>?</c> and <c>**</c> as in .gitattributes.</param>
/// <param name="Reason">Why; never empty.</param>
/// <param name="Expires">The last day on which it holds, UTC.</param>
public sealed record Suppression(string Rule, string Path, string Reason, DateOnly Expires)
{
    /// <summary>
    /// SHA-256 of the content, or of the archive for a finding that is about no content, in lower-case hexadecimal.
    /// Without it nothing above Medium is suppressed.
    /// </summary>
    public string? Sha256 { get; init; }
}

/// <summary>A finding that a suppression takes out of the count; it stays in the reports.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="By">The suppression.</param>
public sealed record SuppressedFinding(Finding Finding, Suppression By);
