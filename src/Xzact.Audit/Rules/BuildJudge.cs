using Xzact.Audit.Case;
using Xzact.Audit.Rules.Builds;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about builds.</summary>
internal static class BuildJudge
{
    // A build may do one thing a million times; each rule shows the first of a kind.
    private const int MaxFindings = 1000;

    /// <summary>One result a rule, in the order of the catalog.</summary>
    public static IReadOnlyList<CheckResult> Judge(ObservedBuild build) =>
        [.. RuleCatalog.BuildRules.Select(rule => Result(rule, build))];

    private static CheckResult Result(IBuildRule rule, ObservedBuild build)
    {
        Finding[] findings =
        [
            .. rule.Match(build)
                .Select(found => ToFinding(rule.Id, found))
                .DistinctBy(finding => finding.Fingerprint)
                .OrderByDescending(finding => finding.Severity)
                .Take(MaxFindings),
        ];
        string seen = $"{build.Processes.Count:N0} processes and {build.Uses.Count:N0} uses of files examined";
        (Outcome outcome, string reason) = findings.Length > 0 ? (Outcome.Found, seen)
            : rule.NeedsWhat(build) is string needed ? (Outcome.NotApplicable, $"not examined: {needed}")
            : build.Record.End is { Trouble: string trouble } ? (Outcome.Incomplete, $"{seen}; {trouble}")
            : build.Record.End is { ExitCode: not 0 } ? (Outcome.Incomplete, $"{seen}; the build failed before its end")
            : (Outcome.Clean, seen);
        return new(rule.Id, RuleCatalog.Find(rule.Id)!.Title, outcome, reason, findings);
    }

    private static Finding ToFinding(string id, BuildMatch found) => new(
        id, found.Match.Severity, found.Subject, found.Match.Message,
        Finding.FingerprintOf(id, found.Subject, found.Match.MatchedContent), found.Match.Evidence);
}
