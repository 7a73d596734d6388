using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D85;

/// <summary>The candidate executes more instructions for the same work.</summary>
internal sealed class MoreInstructionsRule : IBehaviourRule
{
    private const double Large = 1.1;
    private const long LargeAdded = 100_000;
    private const double Huge = 2;
    private const long HugeAdded = 1_000_000;
    private const int MaxFunctions = 10;

    // A function with less than this part of all that is added is not what made the difference.
    private const int MuchOfAll = 4;

    public string Id => "D85";

    public bool AppliesTo(BehaviourSummary summary) =>
        summary is { Baseline.Instructions: not null, Candidate.Instructions: not null };

    public string Covers(BehaviourSummary summary) =>
        $"{summary.Baseline.Instructions!.Middle:N0} instructions in the baseline, "
        + $"{summary.Candidate.Instructions!.Middle:N0} in the candidate";

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary)
    {
        InstructionCount before = summary.Baseline.Instructions!;
        InstructionCount after = summary.Candidate.Instructions!;

        // Runs of one side that differ must not make a difference between the sides.
        long added = after.Lowest - before.Highest;
        double ratio = (double)after.Lowest / Math.Max(1, before.Highest);
        Severity? severity = added >= HugeAdded && ratio >= Huge ? Severity.High
            : added >= LargeAdded && ratio >= Large ? Severity.Medium
            : null;
        if (severity is null)
        {
            yield break;
        }

        string where = summary.Functions is [{ Added: > 0 } first, ..]
            ? $"; {first.Added:N0} of them in {first.Function} of {first.Object}" : "";
        yield return new(
            severity.Value, string.Join(' ', summary.Candidate.Command),
            $"The candidate executes {added:N0} instructions more than the baseline, {ratio:0.00} times as many"
            + $"{where}. Review recommended.",
            [
                .. (summary.Functions ?? []).Where(f => f.Added > 0).Take(MaxFunctions).Select(f => new Evidence(
                    $"{f.Function} of {f.Object}: {f.Baseline:N0} instructions of its own in the baseline, "
                    + $"{f.Candidate:N0} in the candidate",
                    f.Added * MuchOfAll >= added ? f.Object : null)),
            ]);
    }
}
