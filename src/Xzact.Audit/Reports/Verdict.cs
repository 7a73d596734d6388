using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>The last sentence of every report, in the same words everywhere.</summary>
internal static class Verdict
{
    /// <summary>What the case comes to.</summary>
    public static string Of(CaseReport report)
    {
        if (report.Findings.FirstOrDefault(f => f.RuleId == Rules.RuleCatalog.PublishedIndicator) is { } known)
        {
            return known.Message;
        }

        string incomplete = report.Results.FirstOrDefault(r => r.Outcome == Outcome.Incomplete) is { } part
            ? $"Incomplete: {part.Reason}."
            : "";
        if (report.Ledger.Entries.Count == 0)
        {
            string nothing = report.Findings.Count > 0 ? "The archive lists no files, but is not empty." : "";
            return incomplete.Length > 0 ? incomplete : nothing.Length > 0 ? nothing : "Nothing was examined.";
        }

        int unexplained = report.Ledger.Unexplained.Count();
        int reaching = report.Ledger.Unexplained.Count(e => e.ReachesBuild);
        int doubts = report.Findings.Count(f => f.Severity > Severity.Low);
        string sentence = unexplained == 0
            ? doubts == 0
                ? "Every file of the archive is explained."
                : $"Every file that the archive lists is explained, the archive itself is not: "
                    + $"{doubts:N0} {(doubts == 1 ? "finding" : "findings")}. Review recommended."
            : $"{Count(unexplained, "file")} not explained; {reaching:N0} of {unexplained:N0} can reach the build. "
                + "Review recommended.";
        return incomplete.Length > 0 ? $"{sentence} {incomplete}" : sentence;
    }

    /// <summary>"1 file is", "2 files are".</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun} is" : $"{number:N0} {noun}s are";
}
