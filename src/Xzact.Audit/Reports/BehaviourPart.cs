using Xzact.Audit.Case;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Reports;

/// <summary>What two commands did.</summary>
internal sealed class BehaviourPart(BehaviourSummary behaviour) : LinkPart
{
    private const int MaxCalls = 20;

    public override string Title => "Behaviour";

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists
    {
        get
        {
            EnvironmentCount[] rows = [.. behaviour.Environments ?? []];
            return
            [
                ("Compared", BehaviourText.Sources(behaviour)),
                ("Measured", BehaviourText.Measures(behaviour).Select(m =>
                    $"{m.What}: {m.Baseline} in the baseline, {m.Candidate} in the candidate")),
                ("Where the instructions went", BehaviourText.Changed(behaviour).Select(BehaviourText.Line)),
                ("Instructions by variables of the environment",
                    rows.Length < 2 ? [] : rows.Select(row => BehaviourText.Line(row, rows[0]))),
                ("Calls that differ", (behaviour.Calls ?? []).Where(c => c.Baseline != c.Candidate)
                    .OrderByDescending(c => Math.Abs(c.Candidate - c.Baseline)).Take(MaxCalls)
                    .Select(c => $"{c.Name}: {c.Baseline:N0} to {c.Candidate:N0}")),
            ];
        }
    }

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [BehaviourText.Verdict(report, behaviour), Reports.Verdict.Findings(report)];

    public override void WriteText(TextLayout text)
    {
        foreach ((string title, IEnumerable<string> lines) in Lists)
        {
            string[] all = [.. lines];
            if (all.Length > 0)
            {
                text.Line($"{title}:");
                foreach (string line in all)
                {
                    text.Paragraph(TextLayout.Indent, line, "      ");
                }

                text.Line();
            }
        }
    }

    public override void WriteHtml(TextWriter output) => BehaviourHtml.Write(behaviour, output);
}
