namespace Xzact.Audit.Case;

/// <summary>How one check ended.</summary>
/// <param name="CheckId">The rule or step, such as <c>D10</c> or <c>archive</c>.</param>
/// <param name="Title">What it asks, in a few words.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">What was examined; for <see cref="Outcome.Incomplete"/> what was not, where and why.</param>
/// <param name="Findings">What it found, most severe first.</param>
public sealed record CheckResult(
    string CheckId, string Title, Outcome Outcome, string Reason, IReadOnlyList<Finding> Findings);
