using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about behaviour over what was measured.</summary>
internal static class BehaviourJudge
{
    /// <summary>One result a rule, in the order of the catalog.</summary>
    /// <param name="summary">What was measured.</param>
    /// <param name="open">What should have been and could not.</param>
    public static IReadOnlyList<CheckResult> Judge(BehaviourSummary summary, IReadOnlyList<Omission> open) =>
        [.. RuleCatalog.BehaviourRules.Select(rule => Result(rule, summary, open))];

    private static CheckResult Result(
        IBehaviourRule rule, BehaviourSummary summary, IReadOnlyList<Omission> open)
    {
        string title = RuleCatalog.Find(rule.Id)!.Title;
        if (!rule.AppliesTo(summary))
        {
            return open.Count == 0
                ? new(rule.Id, title, Outcome.NotApplicable, "not measured", [])
                : new(
                    rule.Id, title, rule.Id == RuleCatalog.PairedTimesRule && summary.Functions is not null
                        ? Outcome.NotApplicable : Outcome.Incomplete,
                    string.Join("; ", open.Take(3).Select(o => $"{o.What}: {o.Why}")), []);
        }

        Finding[] findings =
        [
            .. rule.Match(summary).Select(match => new Finding(
                rule.Id, match.Severity, match.Subject, match.Message,
                Finding.FingerprintOf(rule.Id, match.Subject, ""), match.Evidence)),
        ];
        return new(
            rule.Id, title, findings.Length > 0 ? Outcome.Found : Outcome.Clean, rule.Covers(summary), findings);
    }
}
