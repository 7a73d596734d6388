namespace Xzact.Audit.Case;

/// <summary>How a check ended. "Could not look" is <see cref="Incomplete"/>, never <see cref="Clean"/>.</summary>
public enum Outcome
{
    /// <summary>Everything the check covers was examined and nothing was found.</summary>
    Clean,

    /// <summary>At least one finding.</summary>
    Found,

    /// <summary>The input holds nothing that the check is about.</summary>
    NotApplicable,

    /// <summary>Some of the input could not be examined; <see cref="CheckResult.Reason"/> says what and why.</summary>
    Incomplete,
}
