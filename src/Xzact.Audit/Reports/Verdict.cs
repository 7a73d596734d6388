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

        string incomplete = Incompleteness(report);
        if (LinkPart.Of(report) is [LinkPart lead, ..])
        {
            string[] said = [.. lead.Verdict(report), Suppressed(report), incomplete];
            return string.Join(' ', said.Where(s => s.Length > 0));
        }

        if (report.Ledger.Entries.Count == 0)
        {
            string nothing = report.Findings.Count > 0 ? "The archive lists no files, but is not empty." : "";
            return incomplete.Length > 0 ? incomplete : nothing.Length > 0 ? nothing : "Nothing was examined.";
        }

        string better = report.Source?.BetterTag is FittingTag tag
            ? $"The archive fits the tag {tag.Name} better."
            : "";
        string[] sentences =
            [Explained(report), Carried(report), better, Findings(report), Suppressed(report), incomplete];
        return string.Join(' ', sentences.Where(s => s.Length > 0));
    }

    /// <summary>The files that a finding is about, those of suppressed findings included.</summary>
    public static IEnumerable<string> Judged(CaseReport report) =>
        report.Findings.Concat(report.Suppressed.Select(s => s.Finding)).Select(f => f.Subject);

    /// <summary>How many findings of each severity there are: "2 High, 5 Low"; empty if there are none.</summary>
    public static string Severities(CaseReport report) => string.Join(", ", report.Findings
        .GroupBy(f => f.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Count():N0} {g.Key}"));

    /// <summary>The remark about the tag that fits better, for the place where the tag is named.</summary>
    public static string BetterTag(CaseSource source) => source.BetterTag is FittingTag better
        ? $"The archive fits the tag {better.Name} better (identical files: {better.Identical:N0} there, "
            + $"{better.IdenticalHere:N0} here)."
        : "";

    /// <summary>What became of the files of the release before.</summary>
    public static string Since(PreviousRelease previous) =>
        $"{previous.Unchanged:N0} files unchanged since, {previous.Changed:N0} changed, {previous.New:N0} new, "
        + $"{previous.Gone.Count:N0} gone";

    /// <summary>The same of one file; empty if no release before was given.</summary>
    public static string Since(LedgerEntry entry) => entry.SincePrevious switch
    {
        PreviousState.Unchanged => "unchanged since the release before",
        PreviousState.Changed => "changed since the release before",
        PreviousState.New => "new since the release before",
        _ => "",
    };

    /// <summary>The evidence about one file, without what its account and its findings say in the same words.</summary>
    public static IEnumerable<Evidence> Chain(
        IEnumerable<Evidence> evidence, LedgerEntry? entry, IReadOnlyCollection<Finding> findings) => evidence
        .Where(e => e.What != entry?.Account.Reason)
        .Where(e => e is { Line: > 0 } or { Excerpt: not null } || findings.All(f => f.Message != e.What))
        .Distinct();

    /// <summary>The sentence about the rules that meet in one file; empty if none do.</summary>
    public static string Together(IReadOnlyCollection<Finding> findings)
    {
        string[] rules = [.. findings.Where(f => f.TogetherWith.Count > 0)
            .SelectMany(f => f.TogetherWith.Append(f.RuleId)).Distinct().Order(StringComparer.Ordinal)];
        return rules.Length == 0 ? ""
            : findings.All(f => f.Collectors.Count == 0)
                ? $"Critical because {string.Join(", ", rules)} meet in this file."
            : $"{string.Join(", ", rules)} meet in this story.";
    }

    /// <summary>The same in a sentence; empty if there are none.</summary>
    public static string Findings(CaseReport report) =>
        report.Findings.Count == 0 ? "" : $"Findings: {Severities(report)}.";

    private static string Explained(CaseReport report)
    {
        int unexplained = report.Ledger.Unexplained.Count();
        int compared = report.Ledger.Count(AccountKind.SameAsCompared);
        if (compared > 0)
        {
            return $"No source was given: {compared:N0} files are the same in the other archive, {unexplained:N0} are "
                + "not" + (unexplained > 0 ? ". Review recommended." : ".");
        }

        int reaching = report.Ledger.Unexplained.Count(e => e.ReachesBuild);
        bool isDoubted = report.Findings.Any(finding => finding.Severity > Severity.Low);
        return (unexplained, reaching) switch
        {
            (0, _) when isDoubted =>
                "Every file that the archive lists is explained, the archive itself is not. Review recommended.",
            (0, _) => "Every file of the archive is explained.",
            (1, 0) => "1 file is not explained; no way from the build to it was seen. Review recommended.",
            (1, _) => "1 file is not explained, and it can reach the build. Review recommended.",
            (_, 0) => $"{unexplained:N0} files are not explained; no way from the build to them was seen. "
                + "Review recommended.",
            _ => $"{unexplained:N0} files are not explained; {reaching:N0} of them can reach the build. "
                + "Review recommended.",
        };
    }

    private static string Carried(CaseReport report) => report.Ledger.Count(AccountKind.CarriedForward) switch
    {
        0 => "",
        1 => "1 of the explained files was explained in an earlier audit, not again.",
        var files => $"{files:N0} of the explained files were explained in an earlier audit, not again.",
    };

    private static string Suppressed(CaseReport report) => report.Suppressed.Count switch
    {
        0 => "",
        1 => "1 more finding is suppressed by the settings.",
        var findings => $"{findings:N0} more findings are suppressed by the settings.",
    };

    private static string Incompleteness(CaseReport report)
    {
        if (report.Results.FirstOrDefault(r => r.Outcome == Outcome.Incomplete) is { } part)
        {
            return Prose.Sentence($"Incomplete: {part.Reason}");
        }

        Omission[] open = [.. report.NotLookedAt.Where(o => !o.IsOutOfScope)];
        string more = open.Length > 1 ? $" and {open.Length - 1:N0} more" : "";
        return open.Length == 0 ? "" : $"Incomplete: not looked at: {open[0].What}{more}.";
    }
}
