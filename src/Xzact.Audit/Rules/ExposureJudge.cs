using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about exposure over all statements; one finding for each that a rule reports.</summary>
internal static class ExposureJudge
{
    /// <summary>One result a rule, in the order of the catalog.</summary>
    /// <param name="summary">What was listed and what advisories say of it.</param>
    /// <param name="unread">What could not be read of the input or of the advisories.</param>
    public static IReadOnlyList<CheckResult> Judge(ExposureSummary summary, IReadOnlyList<Omission> unread) =>
        [.. RuleCatalog.ExposureRules.Select(rule => Result(rule, summary, unread))];

    private static CheckResult Result(
        IExposureRule rule, ExposureSummary summary, IReadOnlyList<Omission> unread)
    {
        ExposureStatement[] covered = [.. summary.Statements.Where(rule.AppliesTo)];
        Finding[] findings = [.. covered.Select(s => ToFinding(rule, s)).OfType<Finding>()];
        bool hasInput = rule.AppliesTo(new(ExposureStatus.Unknown, "", "", "") { IsContent = true })
            ? summary.Files > 0 : summary.Packages > 0;
        Outcome outcome = unread.Count > 0 ? Outcome.Incomplete
            : findings.Length > 0 ? Outcome.Found
            : hasInput ? Outcome.Clean
            : Outcome.NotApplicable;
        string reason = unread.Count > 0
            ? string.Join("; ", unread.Take(3).Select(o => $"{o.What}: {o.Why}"))
                + (unread.Count > 3 ? $"; and {unread.Count - 3:N0} more" : "")
            : $"{covered.Length:N0} statements about {summary.Packages:N0} packages"
                + (summary.Files is int files ? $" and {files:N0} files" : "");
        return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, outcome, reason, findings);
    }

    private static Finding? ToFinding(IExposureRule rule, ExposureStatement statement)
    {
        if (rule.Judge(statement) is not var (severity, message))
        {
            return null;
        }

        Evidence[] steps = [.. statement.Steps.Select(s => new Evidence($"{s.Question}: {s.Answer}"))];
        return new(
            rule.Id, severity, statement.Subject, message,
            Finding.FingerprintOf(rule.Id, statement.Subject, $"{statement.Advisory} {statement.Status}"),
            [.. statement.Evidence, .. steps]);
    }
}
