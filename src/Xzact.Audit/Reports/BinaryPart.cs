using Xzact.Audit.Case;
using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Reports;

/// <summary>The binaries that were looked into.</summary>
internal sealed class BinaryPart(BinarySummary binary) : LinkPart
{
    private const int MaxListed = 20;

    private IReadOnlyList<string> Counts => [.. BinaryText.Counts(binary).Select(c => $"{c.Word}: {c.Count:N0}")];

    private IReadOnlyList<string> Libraries => [.. (binary.Closure?.Libraries ?? []).Select(BinaryText.Line)];

    private IReadOnlyList<string> Differences =>
        [.. (binary.Comparison?.Differences ?? []).Select(BinaryText.Line)];

    public override string Title => "Binary";

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
    [
        ("What was read", Counts),
        ("Libraries that it loads", Libraries),
        ("Differences, by what they can add", Differences),
    ];

    public override IEnumerable<string> Notes => Counts.Concat(Libraries);

    public override string Subjects(int count) => Counted.Of(count, "file");

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [BinaryText.Verdict(binary, report, Reports.Verdict.Severities(report))];

    public override void WriteText(TextLayout text)
    {
        text.Line(text.Style.Dim($"  {"what was read",-42}{"files",9}"));
        foreach ((string word, int count) in BinaryText.Counts(binary))
        {
            text.Line($"  {word,-42}{count,9:N0}");
        }

        text.Line();
        if (binary.Comparison is BinaryComparison comparison)
        {
            text.Paragraph("  ", BinaryText.Line(comparison), TextLayout.Indent);
            text.Line();
        }
    }

    public override void WriteTextBehind(TextLayout text)
    {
        text.List("Every library that it loads, and who asks for it", Libraries, MaxListed);
        text.List("What is different, by what it can add", Differences, MaxListed);
        text.List(
            "Resolvers, the busiest first",
            [.. BinaryText.Busiest(binary).Select(b => BinaryText.Line(b.Object, b.Resolver))], MaxListed);
    }

    public override void WriteHtml(TextWriter output) => BinaryHtml.Write(binary, output);
}
