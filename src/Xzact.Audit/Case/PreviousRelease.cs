namespace Xzact.Audit.Case;

/// <summary>How a file compares with the release before.</summary>
public enum PreviousState
{
    /// <summary>Same path, bytes, type and executable bit.</summary>
    Unchanged,

    /// <summary>Same path, but something differs.</summary>
    Changed,

    /// <summary>The release before had no such path.</summary>
    New,
}

/// <summary>The release before, by its files.</summary>
/// <param name="Archive">Its archive.</param>
/// <param name="Unchanged">Files that both releases have alike.</param>
/// <param name="Changed">Files that both have, not alike.</param>
/// <param name="New">Files that only the later one has.</param>
/// <param name="Gone">Paths that only the earlier one has, in ordinal order.</param>
public sealed record PreviousRelease(
    CaseInput Archive, int Unchanged, int Changed, int New, IReadOnlyList<string> Gone);
