using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D37;

/// <summary>A cost that is there only while a variable of the environment is set, or only while it is not.</summary>
internal sealed class EnvironmentCostRule : IBehaviourRule
{
    // Reading one variable more or less costs some hundreds of instructions.
    private const long Least = 10_000;
    private const double LeastShare = 0.01;
    private const double Large = 1.5;
    private const double Huge = 5;

    public string Id => "D37";

    public bool AppliesTo(BehaviourSummary summary) => summary.Environments is { Count: > 1 };

    public string Covers(BehaviourSummary summary) =>
        $"{summary.Environments!.Count:N0} environments, counted on both sides";

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary) =>
        from step in Steps(summary.Environments!)
        where step.Severity(Noise(summary)) is not null
        group step by step.Variable into steps
        let worst = steps.MaxBy(s => s.Excess)!
        let severity = worst.Severity(Noise(summary))!.Value
        select new BehaviourMatch(
            severity, $"variable {worst.Variable}", worst.Message(),
            [.. steps.OrderByDescending(s => s.Excess).SelectMany(s => s.Evidence())]);

    // A step is made of four counts, and a few runs show only a part of what they may differ by.
    private static long Noise(BehaviourSummary summary) =>
        ((InstructionCount?[])[summary.Baseline.Instructions, summary.Candidate.Instructions])
            .Sum(count => count is null ? 0 : count.Highest - count.Lowest) * 4;

    // Two environments that differ in one variable alone.
    private static IEnumerable<Step> Steps(IReadOnlyList<EnvironmentCount> rows) =>
        from without in rows
        from with in rows
        where with.Variables.Count == without.Variables.Count + 1
        let added = with.Variables.Except(without.Variables).ToArray()
        where added.Length == 1 && without is { Baseline: not null, Candidate: not null }
            && with is { Baseline: not null, Candidate: not null }
        select new Step(added[0], without, with);

    private sealed record Step(string Variable, EnvironmentCount Without, EnvironmentCount With)
    {
        private long InCandidate => With.Candidate!.Value - Without.Candidate!.Value;

        private long InBaseline => With.Baseline!.Value - Without.Baseline!.Value;

        public long Excess => Math.Abs(InCandidate - InBaseline);

        private double Ratio => RatioOf(With.Candidate!.Value, Without.Candidate!.Value);

        public Severity? Severity(long noise)
        {
            long low = Math.Min(With.Candidate!.Value, Without.Candidate!.Value);
            return Excess <= Math.Max(noise, Math.Max(Least, (long)(low * LeastShare)))
                || Math.Abs(InCandidate) <= Math.Abs(InBaseline)
                ? RatioOf(With.Baseline!.Value, Without.Baseline!.Value) > Huge && Ratio > Huge
                    ? Case.Severity.Low : null
                : Ratio > Huge ? Case.Severity.High
                : Ratio > Large ? Case.Severity.Medium
                : Case.Severity.Low;
        }

        public string Message()
        {
            string when = InCandidate < 0 ? "is not set" : "is set";
            return $"The candidate executes {Math.Abs(InCandidate):N0} instructions more while {Variable} {when}"
                + $" ({Ratio:0.0} times), the baseline {Math.Abs(InBaseline):N0} {(InBaseline < 0 == InCandidate < 0
                    ? "more" : "fewer")}. Review recommended.";
        }

        public IEnumerable<Evidence> Evidence() =>
            [Row(Without, $"without {Variable}"), Row(With, $"with {Variable}")];

        private static Evidence Row(EnvironmentCount row, string what) => new(
            $"{what}, environment: {(row.Variables.Count == 0 ? "empty" : string.Join(", ", row.Variables))}: "
            + $"{row.Baseline:N0} instructions in the baseline, {row.Candidate:N0} in the candidate");

        private static double RatioOf(long one, long other) =>
            (double)Math.Max(one, other) / Math.Max(1, Math.Min(one, other));
    }
}
