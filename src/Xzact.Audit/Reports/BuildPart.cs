using Xzact.Audit.Case;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>A build that was watched.</summary>
internal sealed class BuildPart(BuildSummary build) : LinkPart
{
    public override string Title => "Build";

    public override string Input => "archive";

    public override IEnumerable<(string Name, string Value)> Facts => BuildText.Facts(build);

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
    [
        ("How it was watched", Facts.Select(fact => $"{fact.Name}: {fact.Value}")),
        ("Phases", build.Phases.Select(phase => $"{BuildText.Name(phase.Phase)}: {phase.Programs:N0} programs, "
            + $"{phase.Written:N0} files written; read of the tree: {BuildText.Reads(phase)}")),
    ];

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [BuildText.Watched(build), BuildText.Result(report, Reports.Verdict.Severities(report))];

    public override void WriteText(TextLayout text)
    {
        text.Line(text.Style.Dim($"  {"phase",-14}{"programs",10}{"writes",9}   reads of the tree"));
        foreach (PhaseSummary phase in build.Phases)
        {
            string row = $"  {BuildText.Name(phase.Phase),-14}{phase.Programs,10:N0}{phase.Written,9:N0}   ";
            text.Paragraph(row, BuildText.Reads(phase), new string(' ', row.Length));
        }

        text.Line();
    }

    public override void WriteHtml(TextWriter output) => BuildHtml.Write(build, output);
}
