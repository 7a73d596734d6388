using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules.D86;

/// <summary>Instructions are newly spent in code that has no name, or in a library that the baseline does not
/// run.</summary>
internal sealed class NamelessCodeRule : IBehaviourRule
{
    private const long Least = 10_000;
    private const double Share = 0.05;

    public string Id => "D86";

    public bool AppliesTo(BehaviourSummary summary) => summary.Functions is not null;

    public string Covers(BehaviourSummary summary) => $"{summary.Functions!.Count:N0} functions of both sides";

    public IEnumerable<BehaviourMatch> Match(BehaviourSummary summary)
    {
        IReadOnlyList<FunctionCost> functions = summary.Functions!;
        long total = functions.Sum(f => f.Candidate);
        foreach (IGrouping<string, FunctionCost> file in functions.GroupBy(f => f.Object))
        {
            long before = file.Sum(f => f.Baseline);
            long after = file.Sum(f => f.Candidate);
            FunctionCost? nameless = file.FirstOrDefault(f => f.Function == FunctionCost.NoName);
            if (before == 0 && IsMuch(after, total))
            {
                yield return new(
                    Severity.Medium, file.Key,
                    $"The candidate executes {after:N0} instructions in {file.Key}, which the baseline does not run. "
                    + "Review recommended.",
                    [.. file.OrderByDescending(f => f.Candidate).Take(5).Select(ToEvidence)]);
            }
            else if (nameless is not null && IsMuch(nameless.Added, total)
                && ShareOf(nameless.Candidate, after) > (2 * ShareOf(nameless.Baseline, before)))
            {
                yield return new(
                    Severity.Medium, file.Key,
                    $"The candidate executes {nameless.Added:N0} instructions more in code of {file.Key} that has no "
                    + "name. Review recommended.",
                    [ToEvidence(nameless)]);
            }
        }
    }

    private static bool IsMuch(long count, long total) => count >= Least && count >= total * Share;

    private static double ShareOf(long part, long all) => all == 0 ? 0 : (double)part / all;

    private static Evidence ToEvidence(FunctionCost f) => new(
        $"{f.Function} of {f.Object}: {f.Baseline:N0} instructions of its own in the baseline, {f.Candidate:N0} in the "
        + "candidate");
}
