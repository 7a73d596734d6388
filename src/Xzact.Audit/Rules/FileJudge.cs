using Xzact.Audit.Case;

namespace Xzact.Audit.Rules;

/// <summary>Runs every file rule over the unexplained files and joins what they say of one file.</summary>
internal static class FileJudge
{
    // (new or unknown file) and (searches the tree or runs data): the shape of CVE-2024-3094.
    private static readonly HashSet<string> s_unexplained = ["D01", "D02", "D03", "D05"];
    private static readonly HashSet<string> s_acting = ["D10", "D13"];

    /// <summary>One result a rule, in the order of the catalog.</summary>
    public static IReadOnlyList<CheckResult> Judge(IReadOnlyList<SuspectFile> files)
    {
        ILookup<string, Finding> findings =
            InOrder.Map(files, FindingsOf).SelectMany(found => found).ToLookup(f => f.RuleId);
        return [.. RuleCatalog.FileRules.Select(rule => Result(rule, files, [.. findings[rule.Id]]))];
    }

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

    private static CheckResult Result(
        IFileRule rule, IReadOnlyCollection<SuspectFile> files, IReadOnlyList<Finding> findings)
    {
        RuleDefinition definition = RuleCatalog.Find(rule.Id)!;
        SuspectFile[] covered = [.. files.Where(rule.AppliesTo)];
        SuspectFile[] unread = [.. files.Where(f => f.WhyUnread is not null && f.IsBuildText)];
        Outcome outcome = unread.Length > 0 ? Outcome.Incomplete
            : findings.Count > 0 ? Outcome.Found
            : covered.Length > 0 ? Outcome.Clean
            : Outcome.NotApplicable;
        string reason = unread.Length > 0
            ? $"{unread.Length} of {files.Count} unexplained files could not be read: " +
                string.Join("; ", unread.Take(3).Select(f => $"{f.Path} ({f.WhyUnread})"))
            : $"{covered.Length} of {files.Count} unexplained files examined";
        return new(rule.Id, definition.Title, outcome, reason, findings);
    }
}
