namespace Xzact.Audit.Case.Chains;

/// <summary>How far a link was looked into.</summary>
internal enum LinkState
{
    /// <summary>Nothing to look at was given.</summary>
    NotGiven,

    /// <summary>All of it was examined and nothing was found.</summary>
    Clean,

    /// <summary>There are findings.</summary>
    Found,

    /// <summary>It was to be looked into and some of it, or all, could not.</summary>
    Incomplete,
}

/// <summary>One link, and what came of it.</summary>
/// <param name="Stage">Which link.</param>
/// <param name="State">How far it was looked into.</param>
/// <param name="Says">How much was examined; why nothing was; or what to give for it.</param>
internal sealed record ChainLink(ChainStage Stage, LinkState State, string Says)
{
    /// <summary>Its findings that are not suppressed, most severe first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether some of it could not be examined, beside what was found.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>The weight of its worst finding; null without one.</summary>
    public Severity? Worst => Findings.Count == 0 ? null : Findings.Max(f => f.Severity);
}
