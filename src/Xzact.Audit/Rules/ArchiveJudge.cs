using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>A doubt and the path in the ledger, or the archive, that it is about.</summary>
/// <param name="Subject">The path, or the archive's file name.</param>
/// <param name="Doubt">The doubt.</param>
internal sealed record DoubtedSubject(string Subject, ArchiveDoubt Doubt);

/// <summary>Runs the rules about archives over all doubts; one finding for each subject and kind.</summary>
internal static class ArchiveJudge
{
    // The first of a kind show what it is about; an archive may hold thousands.
    private const int MaxEvidence = 10;

    private static readonly (bool Applies, string Reason) s_container =
        (true, "all members and all bytes of the container examined");

    /// <summary>One result a rule, in the order of the catalog.</summary>
    /// <param name="doubts">The doubts.</param>
    /// <param name="scopes">By rule, whether there was anything to examine, and what or why not; the container itself
    /// for rules that are not named.</param>
    public static IReadOnlyList<CheckResult> Judge(
        IReadOnlyCollection<DoubtedSubject> doubts,
        IReadOnlyDictionary<string, (bool Applies, string Reason)>? scopes = null) =>
        [.. RuleCatalog.ArchiveRules.Select(rule => Result(
            rule, doubts, scopes?.GetValueOrDefault(rule.Id, s_container) ?? s_container))];

    private static CheckResult Result(
        IArchiveRule rule, IReadOnlyCollection<DoubtedSubject> doubts, (bool Applies, string Reason) scope)
    {
        Finding[] findings =
        [
            .. doubts.GroupBy(d => (d.Subject, d.Doubt.Kind))
                .Select(group => ToFinding(rule, group.Key.Subject, group.Key.Kind, [.. group.Select(d => d.Doubt)]))
                .OfType<Finding>(),
        ];
        return new(
            rule.Id,
            RuleCatalog.Find(rule.Id)!.Title,
            findings.Length > 0 ? Outcome.Found : scope.Applies ? Outcome.Clean : Outcome.NotApplicable,
            scope.Reason,
            findings);
    }

    private static Finding? ToFinding(
        IArchiveRule rule, string subject, ArchiveDoubtKind kind, IReadOnlyList<ArchiveDoubt> doubts)
    {
        if (rule.Judge(kind) is not var (severity, message))
        {
            return null;
        }

        Evidence[] evidence = [.. doubts.Take(MaxEvidence).Select(doubt => doubt.Evidence)];
        if (doubts.Count > MaxEvidence)
        {
            evidence = [.. evidence, new($"and {doubts.Count - MaxEvidence} more of this kind", subject)];
        }

        string content = string.Join('\n', doubts.Select(doubt => $"{kind} {doubt.Evidence.Path}").Distinct());
        return new(
            rule.Id, severity, subject, message, Finding.FingerprintOf(rule.Id, subject, content), evidence);
    }
}
