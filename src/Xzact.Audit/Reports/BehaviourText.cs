using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Reports;

/// <summary>The words about behaviour that all reports share.</summary>
internal static class BehaviourText
{
    /// <summary>How many functions a list shows; JSON has all.</summary>
    public const int MaxFunctions = 15;

    // Below this share of a change a row of the matrix has no mark.
    private const double Small = 0.01;
    private const double Large = 1.5;

    /// <summary>The two commands and the tools, a line each.</summary>
    public static IEnumerable<string> Sources(BehaviourSummary summary) =>
    [
        $"baseline: {Of(summary.Baseline)}", $"candidate: {Of(summary.Candidate)}",
        .. summary.Tools.Count == 0 ? [] : (string[])[$"measured with {string.Join("; ", summary.Tools)}"],
        .. summary.Varied.Count == 0 ? [] : (string[])[$"variables in turn: {string.Join(' ', summary.Varied)}"],
    ];

    /// <summary>What was measured, as rows of a name and both numbers.</summary>
    public static IEnumerable<(string What, string Baseline, string Candidate)> Measures(BehaviourSummary summary)
    {
        if (summary is { Baseline.Instructions: { } before, Candidate.Instructions: { } after })
        {
            yield return ("instructions", Count(before), Count(after));
        }

        if (summary.Calls is { } calls)
        {
            yield return (
                "system calls", $"{calls.Sum(c => c.Baseline):N0}", $"{calls.Sum(c => c.Candidate):N0}");
        }

        if (summary.Paths is { } paths)
        {
            yield return (
                "uses of paths", $"{paths.Count(p => p.InBaseline):N0}", $"{paths.Count(p => p.InCandidate):N0}");
        }

        if (summary.Errors is { } errors)
        {
            yield return (
                "errors of memory", $"{errors.Sum(e => e.Baseline):N0}", $"{errors.Sum(e => e.Candidate):N0}");
        }

        foreach (PairedTimes times in summary.Times ?? [])
        {
            yield return ($"{times.What} time, middle", Middle(times.Baseline), Middle(times.Candidate));
        }
    }

    /// <summary>Functions whose own instructions differ, the largest difference first.</summary>
    public static IEnumerable<FunctionCost> Changed(BehaviourSummary summary) =>
        (summary.Functions ?? []).Where(f => f.Added != 0).Take(MaxFunctions);

    /// <summary>One function in a line.</summary>
    public static string Line(FunctionCost cost) =>
        $"{(cost.Added > 0 ? "+" : "")}{cost.Added:N0}  {cost.Function} of {cost.Object}: {cost.Baseline:N0} to "
        + $"{cost.Candidate:N0}, with what it calls {cost.BaselineInclusive:N0} to {cost.CandidateInclusive:N0}";

    /// <summary>The variables of a row.</summary>
    public static string Name(EnvironmentCount row) =>
        row.Variables.Count == 0 ? "(none)" : string.Join(' ', row.Variables);

    /// <summary>A row's mark: how a count stands to that without any variable.</summary>
    public static string SignOf(long? count, long? empty) => (count, empty) switch
    {
        (null, _) or (_, null) => "?",
        var (c, e) when c > e * Large => "▲▲",
        var (c, e) when c > e * (1 + Small) => "▲",
        var (c, e) when c * Large < e => "▼▼",
        var (c, e) when c < e * (1 - Small) => "▼",
        _ => "=",
    };

    /// <summary>One environment in a line.</summary>
    public static string Line(EnvironmentCount row, EnvironmentCount empty) =>
        $"{Name(row)}: {Number(row.Baseline)} {SignOf(row.Baseline, empty.Baseline)} in the baseline, "
        + $"{Number(row.Candidate)} {SignOf(row.Candidate, empty.Candidate)} in the candidate";

    /// <summary>A count, or that there is none.</summary>
    public static string Number(long? count) => count is long known ? $"{known:N0}" : "not counted";

    /// <summary>What the case comes to.</summary>
    public static string Verdict(CaseReport report, BehaviourSummary summary)
    {
        string counted = summary is { Baseline.Instructions: { } before, Candidate.Instructions: { } after }
            ? $"{before.Middle:N0} instructions became {after.Middle:N0}."
            : "Instructions were not counted.";
        string times = summary.Times is not { Count: > 0 } taken ? ""
            : taken.Any(t => t.CanTell) ? " " + string.Join(" ", taken.Where(t => t.CanTell)
                .Select(t => $"The {t.What} time is {t.Ratio:0.00} times the baseline's."))
            : " Of the times it cannot be told whether they differ.";
        return counted + times + (report.Findings.Any(f => f.Severity > Severity.Low) ? " Review recommended." : "");
    }

    private static string Of(BehaviourSide side) =>
        string.Join(' ', side.Variables.Concat(side.Command)) + $" (exit code {side.ExitCode})";

    private static string Count(InstructionCount count) => count.IsExact
        ? $"{count.Middle:N0}, {count.Runs.Count:N0} times of {count.Runs.Count:N0}"
        : count.Runs.Count == 1 ? $"{count.Middle:N0}, once"
        : $"{count.Lowest:N0} to {count.Highest:N0}, not exact";

    private static string Middle(IReadOnlyList<double> seconds) =>
        $"{seconds.Order().ElementAt(seconds.Count / 2) * 1000:N0} ms";
}
