using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>What advisories say of packages and files.</summary>
internal sealed class ExposurePart(ExposureSummary exposure) : LinkPart
{
    private const int MaxListed = 20;
    private const int MaxNotes = 500;

    public override string Title => "Machine";

    public override bool HasLooked => exposure.Packages > 0;

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
    [
        ("Compared", ExposureText.Sources(exposure)),
        ("What advisories say", ExposureText.Counts(exposure).Select(c => $"{c.Word}: {c.Count:N0}")),
        ("Not affected", ExposureText.Quiet(exposure).Select(ExposureText.Line)),
    ];

    public override IEnumerable<string> Notes => ExposureText.Sources(exposure)
        .Concat(ExposureText.Quiet(exposure).Take(MaxNotes).Select(ExposureText.Line));

    public override string Subjects(int count) => count == 1 ? "1 package or file" : $"{count:N0} packages or files";

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [ExposureText.Verdict(exposure), Reports.Verdict.Findings(report)];

    public override void WriteText(TextLayout text)
    {
        foreach (string source in ExposureText.Sources(exposure))
        {
            text.Paragraph("  ", source, TextLayout.Indent);
        }

        text.Line();
        text.Line(text.Style.Dim($"  {"what advisories say",-37}{"statements",12}"));
        foreach ((string word, int count) in ExposureText.Counts(exposure))
        {
            string row = $"  {word,-37}{count,12:N0}";
            bool isBad = count > 0 && word == ExposureText.Of(ExposureStatus.Affected);
            text.Line(isBad ? text.Style.Bad(row) : row);
        }

        text.Line();
    }

    public override void WriteTextBehind(TextLayout text) => text.List(
        "Advisories are about them, and they are not affected",
        [.. ExposureText.Quiet(exposure).Select(s => $"{s.Subject}, {s.Advisory}: {s.Reason}")], MaxListed);

    public override void WriteHtml(TextWriter output) => ExposureHtml.Write(exposure, output);
}
