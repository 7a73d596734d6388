using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>
/// Annotations of a GitHub workflow: one command a finding (<c>::error …::message</c>), then the verdict. A runner
/// keeps ten of each level a step, so the most severe come first.
/// </summary>
internal sealed class GitHubReportWriter : IReportWriter
{
    // What a runner shows of one level; the rest would only fill its log.
    private const int MaxOfLevel = 10;

    public void Write(CaseReport report, TextWriter output)
    {
        foreach (IGrouping<string, Finding> level in report.Findings.GroupBy(f => Level(f.Severity)))
        {
            foreach (Finding finding in level.Take(MaxOfLevel))
            {
                Evidence? own = finding.Evidence.FirstOrDefault(e => e.Path == finding.Subject && e.Line is > 0);
                string line = own is null ? "" : $",line={own.Line}";
                string title = Property($"{finding.RuleId} {finding.Severity}");
                output.WriteLine($"::{level.Key} file={Property(finding.Subject)}{line},title={title}::"
                    + Data($"{finding.Subject}: {finding.Message}{Residual(finding, report)}"));
            }

            if (level.Count() > MaxOfLevel)
            {
                output.WriteLine(
                    $"::{level.Key} title=xzact::{level.Count() - MaxOfLevel} more findings of this level are in the "
                    + "other reports");
            }
        }

        foreach (Omission omission in report.NotLookedAt.Where(o => !o.IsOutOfScope).Take(MaxOfLevel))
        {
            output.WriteLine($"::warning title=Not looked at::{Data($"{omission.What}: {omission.Why}")}");
        }

        foreach (SuppressedFinding s in report.Suppressed.Take(MaxOfLevel))
        {
            output.WriteLine($"::notice title=Suppressed {Property(s.Finding.RuleId)}::"
                + Data($"{s.Finding.Subject}: {s.By.Reason} (until {s.By.Expires:yyyy-MM-dd})"));
        }

        string verdict = report.Findings.Count == 0 && !report.IsIncomplete ? "notice" : "warning";
        output.WriteLine($"::{verdict} title=xzact {report.Command}::"
            + Data($"{report.Subject}: {Verdict.Of(report)}"));
    }

    private static string Residual(Finding finding, CaseReport report) =>
        report.Ledger.Unexplained.FirstOrDefault(e => e.Path == finding.Subject)?.Account.Residual
            is { Hunks.Count: > 0 } residual ? $" {ResidualText.Summary(residual)}." : "";

    private static string Level(Severity severity) => severity switch
    {
        Severity.Low => "notice",
        Severity.Medium => "warning",
        _ => "error",
    };

    // The runner undoes exactly these escapes, in values and, with two more, in properties.
    private static string Data(string text) => Sanitizer.Clean(text)
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
