using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Reports;

/// <summary>The part about behaviour of the text and the Markdown report, as lines of plain text.</summary>
internal static class BehaviourPlainText
{
    private const int MaxCalls = 20;

    /// <summary>Titles with their lines; parts without lines are left out.</summary>
    public static IEnumerable<(string Title, IReadOnlyList<string> Lines)> Parts(BehaviourSummary? summary)
    {
        if (summary is null)
        {
            return [];
        }

        EnvironmentCount[] rows = [.. summary.Environments ?? []];
        (string, IReadOnlyList<string>)[] parts =
        [
            ("Compared", [.. BehaviourText.Sources(summary)]),
            ("Measured", [.. BehaviourText.Measures(summary).Select(m =>
                $"{m.What}: {m.Baseline} in the baseline, {m.Candidate} in the candidate")]),
            ("Where the instructions went", [.. BehaviourText.Changed(summary).Select(BehaviourText.Line)]),
            ("Instructions by variables of the environment",
                rows.Length < 2 ? [] : [.. rows.Select(row => BehaviourText.Line(row, rows[0]))]),
            ("Calls that differ", [.. (summary.Calls ?? []).Where(c => c.Baseline != c.Candidate)
                .OrderByDescending(c => Math.Abs(c.Candidate - c.Baseline)).Take(MaxCalls)
                .Select(c => $"{c.Name}: {c.Baseline:N0} to {c.Candidate:N0}")]),
        ];
        return parts.Where(part => part.Item2.Count > 0);
    }
}
