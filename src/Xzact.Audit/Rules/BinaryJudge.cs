using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about binaries.</summary>
internal static class BinaryJudge
{
    private const int MaxFindings = 5_000;

    /// <summary>One result a rule, in the order of the catalog.</summary>
    /// <param name="summary">What was looked into.</param>
    /// <param name="unread">What could not be looked into.</param>
    public static IReadOnlyList<CheckResult> Judge(BinarySummary summary, IReadOnlyList<Omission> unread) =>
        [.. RuleCatalog.BinaryRules.Select(rule => Result(rule, summary, unread))];

    private static CheckResult Result(IBinaryRule rule, BinarySummary summary, IReadOnlyList<Omission> unread)
    {
        string title = RuleCatalog.Find(rule.Id)!.Title;
        if (rule.NotAsked(summary) is string why)
        {
            return new(rule.Id, title, Outcome.NotApplicable, why, []);
        }

        Finding[] findings =
        [
            .. rule.Match(summary)
                .Select(found => new Finding(
                    rule.Id, found.Match.Severity, found.Subject, found.Match.Message,
                    Finding.FingerprintOf(rule.Id, found.Subject, found.Match.MatchedContent), found.Match.Evidence))
                .DistinctBy(finding => finding.Fingerprint)
                .OrderByDescending(finding => finding.Severity)
                .Take(MaxFindings),
        ];
        string reason = unread.Count == 0 ? $"{summary.Objects.Count:N0} ELF files of {summary.Files:N0} files"
            : string.Join("; ", unread.Take(3).Select(o => $"{o.What}: {o.Why}"))
                + (unread.Count > 3 ? $"; and {unread.Count - 3:N0} more" : "");
        Outcome outcome = unread.Count > 0 ? Outcome.Incomplete
            : findings.Length > 0 ? Outcome.Found
            : summary.Objects.Count > 0 ? Outcome.Clean
            : Outcome.NotApplicable;
        return new(rule.Id, title, outcome, reason, findings);
    }
}
