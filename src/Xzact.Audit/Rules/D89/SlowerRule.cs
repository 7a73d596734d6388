using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D89;

/// <summary>The candidate takes longer, and chance does not explain it.</summary>
internal sealed class SlowerRule : IBehaviourRule
{
    private const double Large = 1.2;
    private const double Huge = 2;

    public string Id => RuleCatalog.PairedTimesRule;

    public bool AppliesTo(BehaviourSummary summary) => summary.Times is not null;

    public string Covers(BehaviourSummary summary) => string.Join("; ", summary.Times!.Select(Words));

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary) => summary.Times!
        .Where(t => t.CanTell && t.Ratio >= Large)
        .Select(t => new BehaviourMatch(
            t.Ratio >= Huge ? Severity.High : Severity.Medium, $"{t.What} time",
            $"The candidate takes {t.Ratio:0.00} times the {t.What} time of the baseline. Review recommended.",
            [new(Words(t))]));

    private static string Words(PairedTimes times) =>
        $"{times.What} time: {times.Ratio:0.00} times the baseline's in {times.Baseline.Count:N0} pairs, "
        + $"probability by chance {times.Probability:0.0000}" + (times.CanTell ? "" : ", too much to tell");
}
