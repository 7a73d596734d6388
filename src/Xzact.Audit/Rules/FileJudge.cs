using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Runs every file rule over the unexplained files and joins what they say of one file.</summary>
internal static class FileJudge
{
    // (new or unknown file) and (searches the tree or runs data): the shape of CVE-2024-3094.
    private static readonly HashSet<string> s_unexplained = ["D01", "D02", "D03", "D05"];
    private static readonly HashSet<string> s_acting = ["D10", "D13"];

    /// <summary>One result a rule, in the order of the catalog.</summary>
    public static IReadOnlyList<CheckResult> Judge(IReadOnlyList<SuspectFile> files) => Judge(files, file => file);

    /// <summary>One result a rule, in the order of the catalog. A file is read when it is judged, and let go.</summary>
    /// <param name="items">What stands for the files.</param>
    /// <param name="read">Reads a file; called by several threads.</param>
    public static IReadOnlyList<CheckResult> Judge<T>(IReadOnlyList<T> items, Func<T, SuspectFile> read)
    {
        Judged[] files = InOrder.Map(items, item => JudgedOf(read(item)));
        return [.. RuleCatalog.FileRules.Select((rule, number) => Result(rule, number, files))];
    }

    private static Judged JudgedOf(SuspectFile file) => new(
        file.WhyUnread is not null && file.IsBuildText ? $"{file.Path} ({file.WhyUnread})" : null,
        [.. RuleCatalog.FileRules.Select(rule => rule.AppliesTo(file))], FindingsOf(file));

    /// <summary>The findings of one file, combinations considered.</summary>
    internal static IReadOnlyList<Finding> FindingsOf(SuspectFile file)
    {
        List<(string RuleId, RuleMatch Match)> matches =
        [
            .. RuleCatalog.FileRules.Where(rule => rule.AppliesTo(file))
                .SelectMany(rule => rule.Match(file).Select(match => (rule.Id, match))),
        ];
        string[] joined =
        [
            .. matches.Where(m => s_unexplained.Contains(m.RuleId)
                    || (s_acting.Contains(m.RuleId) && m.Match.Severity >= Severity.High))
                .Select(m => m.RuleId).Distinct(),
        ];
        bool combined = file.IsBuildText && joined.Any(s_unexplained.Contains) && joined.Any(s_acting.Contains);
        return [.. matches.Select(m => ToFinding(file, m.RuleId, m.Match, combined ? joined : []))];
    }

    private static Finding ToFinding(SuspectFile file, string ruleId, RuleMatch match, string[] joined)
    {
        bool raised = joined.Contains(ruleId);
        return new(
            ruleId,
            raised ? Severity.Critical : match.Severity,
            file.Path,
            match.Message,
            Finding.FingerprintOf(ruleId, file.Path, match.MatchedContent),
            match.Evidence)
        {
            TogetherWith = raised ? [.. joined.Where(id => id != ruleId)] : [],
        };
    }

    private static CheckResult Result(IFileRule rule, int number, Judged[] files)
    {
        RuleDefinition definition = RuleCatalog.Find(rule.Id)!;
        Finding[] findings = [.. files.SelectMany(f => f.Findings).Where(finding => finding.RuleId == rule.Id)];
        int covered = files.Count(f => f.Covered[number]);
        string[] unread = [.. files.Select(f => f.Unread).OfType<string>()];
        Outcome outcome = unread.Length > 0 ? Outcome.Incomplete
            : findings.Length > 0 ? Outcome.Found
            : covered > 0 ? Outcome.Clean
            : Outcome.NotApplicable;
        string reason = unread.Length > 0
            ? $"{unread.Length} of {files.Length} unexplained files could not be read: "
                + string.Join("; ", unread.Take(3))
            : $"{covered} of {files.Length} unexplained files examined";
        return new(rule.Id, definition.Title, outcome, reason, findings);
    }

    // Unread: the file and why, for build text. Covered: whether each rule applies, in the order of the catalog.
    private sealed record Judged(string? Unread, bool[] Covered, IReadOnlyList<Finding> Findings);
}
