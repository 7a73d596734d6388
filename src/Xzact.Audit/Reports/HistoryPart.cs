using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Reports;

/// <summary>Who could change a project when, and which checks changed.</summary>
internal sealed class HistoryPart(ProjectHistory history) : LinkPart
{
    public override string Title => "People";

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
        [("History", HistoryReport.Facts(history).Select(f => $"{f.Name}: {f.Value}"))];

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [HistoryReport.Verdict(history), Reports.Verdict.Findings(report)];

    public override void WriteText(TextLayout text) => HistoryReport.WriteText(history, text);

    public override void WriteHtml(TextWriter output) => HistoryReport.WriteHtml(history, output);
}
