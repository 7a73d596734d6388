using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D88;

/// <summary>An error in the use of memory that the baseline does not have.</summary>
internal sealed class NewMemoryErrorRule : IBehaviourRule
{
    private static readonly string[] s_worst = ["InvalidWrite", "InvalidJump", "InvalidFree", "Overlap"];

    public string Id => "D88";

    public bool AppliesTo(BehaviourSummary summary) => summary.Errors is not null;

    public string Covers(BehaviourSummary summary) =>
        $"{Counted.Of(summary.Errors!.Count, "error")} of memory on both sides together";

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary) => summary.Errors!
        .Where(e => e is { Baseline: 0, Candidate: > 0 })
        .Select(e => new BehaviourMatch(
            s_worst.Contains(e.Kind) ? Severity.High
                : e.Kind.StartsWith("Leak_", StringComparison.Ordinal) ? Severity.Low
                : Severity.Medium,
            $"{e.Kind} {(e.Stack.Count > 0 ? e.Stack[0] : "without a stack")}",
            $"memcheck reports {e.Kind} in the candidate and not in the baseline. Review recommended.",
            [.. e.Stack.Select((frame, i) => new Evidence(i == 0 ? frame : $"called by {frame}"))]));
}
