using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about a release as a whole.</summary>
internal static class ReleaseJudge
{
    /// <summary>One result a rule, in the order of the catalog.</summary>
    public static IReadOnlyList<CheckResult> Judge(ReleaseFacts facts) =>
        [.. RuleCatalog.ReleaseRules.Select(rule => Result(rule, facts))];

    private static CheckResult Result(IReleaseRule rule, ReleaseFacts facts)
    {
        (bool applies, string reason) = rule.AppliesTo(facts);
        Finding[] findings = applies
            ? [.. rule.Match(facts).Select(match => ToFinding(rule.Id, match))]
            : [];
        Outcome outcome = findings.Length > 0 ? Outcome.Found : applies ? Outcome.Clean : Outcome.NotApplicable;
        return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, outcome, reason, findings);
    }

    private static Finding ToFinding(string id, ReleaseMatch match) => new(
        id, match.Severity, match.Subject, match.Message,
        Finding.FingerprintOf(id, match.Subject, match.MatchedContent), match.Evidence);
}
