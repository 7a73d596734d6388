using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about a project's history. Whatever they find is Low: it says when to look closer at code,
/// and nothing about code.</summary>
internal static class PeopleJudge
{
    private const int MaxFindings = 1_000;

    /// <summary>One result a rule, in the order of the catalog, and the windows that the matches open.</summary>
    public static (IReadOnlyList<CheckResult> Results, IReadOnlyList<EvidenceWindow> Windows) Judge(
        ProjectHistory history, IReadOnlyList<Omission> unread)
    {
        List<CheckResult> results = [];
        List<EvidenceWindow> windows = [];
        foreach (IPeopleRule rule in RuleCatalog.PeopleRules)
        {
            (bool applies, string examined) = rule.AppliesTo(history);
            PeopleMatch[] matches = applies ? [.. rule.Match(history).Take(MaxFindings)] : [];
            windows.AddRange(matches.Select(
                m => new EvidenceWindow(m.From, m.To, rule.Id, m.Subject, m.Message, m.Evidence)));
            Finding[] findings = [.. matches.Select(m => ToFinding(rule.Id, m)).DistinctBy(f => f.Fingerprint)];
            Outcome outcome = unread.Count > 0 ? Outcome.Incomplete
                : findings.Length > 0 ? Outcome.Found
                : applies ? Outcome.Clean
                : Outcome.NotApplicable;
            string reason = unread.Count > 0
                ? string.Join("; ", unread.Take(3).Select(o => $"{o.What}: {o.Why}")) : examined;
            results.Add(new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, outcome, reason, findings));
        }

        return (results, [.. windows.OrderBy(w => w.From).ThenBy(w => w.RuleId, StringComparer.Ordinal)]);
    }

    private static Finding ToFinding(string id, PeopleMatch match) => new(
        id, Severity.Low, match.Subject, match.Message,
        Finding.FingerprintOf(id, "", match.MatchedContent), match.Evidence)
    {
        Time = match.From,
    };
}
