using Xzact.Audit.Case;
using Xzact.Audit.Git;

namespace Xzact.Audit.Settings;

/// <summary>Takes suppressed findings out of the count of a case, and says what became of each suppression.</summary>
public static class Suppressor
{
    /// <summary>
    /// The case with the findings that <paramref name="settings"/> suppress in
    /// <see cref="CaseReport.Suppressed"/>, and with notices about suppressions that expired or match nothing.
    /// </summary>
    /// <param name="report">The case.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="today">The day, UTC.</param>
    public static CaseReport Apply(CaseReport report, AuditSettings settings, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(settings);
        List<Evidence> notices = [.. report.Notices];
        if (settings.File is string file)
        {
            notices.Add(new($"settings were read from {file}"));
        }

        List<Suppression> valid = [];
        foreach (Suppression suppression in settings.Suppressions)
        {
            if (suppression.Expires < today)
            {
                notices.Add(About(suppression, $"expired on {suppression.Expires:yyyy-MM-dd}"));
            }
            else
            {
                valid.Add(suppression);
            }
        }

        ILookup<string, string?> digests = report.Ledger.Entries.ToLookup(e => e.Path, e => e.Sha256);
        HashSet<Suppression> used = new(ReferenceEqualityComparer.Instance);
        List<SuppressedFinding> suppressed = [];
        foreach (Finding finding in report.Findings)
        {
            string[] contents = [.. digests[finding.Subject].Select(sha256 => sha256 ?? Sha256(report))];
            Suppression[] named = [.. valid.Where(s => s.Rule == finding.RuleId && Covers(s.Path, finding.Subject))];
            Suppression? by = named.FirstOrDefault(s => s.Sha256 is string sha256
                ? contents.DefaultIfEmpty(Sha256(report)).All(content => content == sha256)
                : finding.Severity <= Severity.Medium);
            if (by is not null)
            {
                used.Add(by);
                suppressed.Add(new(finding, by));
                continue;
            }

            foreach (Suppression weak in named.Where(s => used.Add(s)))
            {
                notices.Add(About(weak, weak.Sha256 is null
                    ? $"does not hold for a finding of severity {finding.Severity}; that needs a SHA-256"
                    : contents.Length == 0 && report.Inputs.Count == 0
                        ? "does not hold: the finding is about no one content that a SHA-256 could be compared with"
                    : "does not hold: the content is another"));
            }
        }

        notices.AddRange(valid.Where(s => !used.Contains(s)).Select(s => About(s, "matches no finding")));
        return report with { Suppressed = suppressed, Notices = notices };
    }

    private static Evidence About(Suppression suppression, string what) =>
        new($"the suppression of {suppression.Rule} {what}", suppression.Path);

    private static bool Covers(string pattern, string subject) =>
        pattern == subject
        || (pattern.AsSpan().ContainsAny('*', '?') && new GlobPattern(pattern, "").IsMatch(subject, isFolder: false));

    // A folder has none; what needs one is not suppressed then.
    private static string Sha256(CaseReport report) => report.Inputs.Count > 0 ? report.Inputs[0].Sha256 : "";
}
