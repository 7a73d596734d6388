using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>How much of a tree was looked into.</summary>
internal sealed class ScanPart(ScanCoverage scanned) : LinkPart
{
    private const int MaxScripts = 4;
    private const int MaxFiles = 10;
    private const string Indent = "           ";

    public override string Title => "Source";

    public override string Input => "archive";

    public override bool HasLooked => scanned.Files > 0;

    public override string Subjects(int count) => Counted.Of(count, "file");

    public override IEnumerable<string> Verdict(CaseReport report) =>
    [
        report.Findings.Any(f => f.Severity > Severity.Low)
            ? "Data of the tree can become code, or seems to be code in disguise. Review recommended."
            : $"In {Counted.Of(scanned.Files, "file")} no way from data to code was seen that a review is recommended "
                + "for.",
        Reports.Verdict.Findings(report),
    ];

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
    [
        ("Coverage", Coverage),
        ("Opaque files that are not accounted for", scanned.Unaccounted.Select(Describe)),
        ("Scripts that could be parsed in part", Partly.Select(Describe)),
    ];

    public override IEnumerable<string> Notes => Coverage;

    public override void WriteText(TextLayout text)
    {
        text.Line($"  files    {scanned.Files:N0}, {scanned.Bytes:N0} bytes");
        text.Line(
            $"  opaque   {scanned.OpaqueFiles:N0}; {scanned.UnaccountedBytes:N0} bytes in them are not accounted for");
        foreach (UnaccountedFile file in scanned.Unaccounted.Take(MaxFiles))
        {
            text.Line($"{Indent}{Describe(file)}");
        }

        if (scanned.Unaccounted.Count > MaxFiles)
        {
            text.Line($"{Indent}… and {scanned.Unaccounted.Count - MaxFiles:N0} more files, which the HTML and JSON "
                + "reports list (--report html=FILE)");
        }

        if (scanned.Manifest is { } manifest)
        {
            // Each difference is a finding.
            text.Line($"  listed   {Agreement(manifest)}");
        }

        text.Line($"  scripts  {Scripts}");
        ScriptCoverage[] partly = [.. Partly];
        foreach (ScriptCoverage script in partly.Take(MaxScripts))
        {
            text.Line($"{Indent}{Describe(script)}");
        }

        if (partly.Length > MaxScripts)
        {
            text.Line($"{Indent}… and {partly.Length - MaxScripts:N0} more in part");
        }

        text.Line();
    }

    public override void WriteHtml(TextWriter output)
    {
        if (scanned.Manifest is { } manifest)
        {
            WriteHtml(output, manifest);
        }

        if (scanned.Unaccounted.Count == 0)
        {
            return;
        }

        output.Write("<section aria-label=\"Not accounted for\"><h2>Opaque files that are not accounted for</h2>"
            + "<table class=\"legend\">" + HtmlText.Columns("File", "Format", "#Bytes", "#Not accounted for"));
        foreach (UnaccountedFile file in scanned.Unaccounted)
        {
            output.Write($"<tr><td>{HtmlText.E(Sanitizer.Clean(file.Path))}</td>"
                + $"<td>{HtmlText.E(file.Format ?? "unknown")}</td><td class=\"n\">{file.Length:N0}</td>"
                + $"<td class=\"n\">{file.Bytes:N0}</td></tr>");
        }

        output.Write("</tbody></table></section>");
    }

    private static void WriteHtml(TextWriter output, ManifestComparison manifest)
    {
        output.Write("<section aria-label=\"Listed opaque files\"><h2>The project's own list of opaque files</h2>"
            + $"<p>{HtmlText.E(Agreement(manifest))}. The list is a claim and makes no finding weigh less.</p>");
        if (manifest.Differences.Count > 0)
        {
            output.Write("<table class=\"legend\">"
                + HtmlText.Columns("File", "Difference", "The list says", "A test names it"));
            foreach (ManifestDifference difference in manifest.Differences)
            {
                output.Write($"<tr><td>{HtmlText.E(Sanitizer.Clean(difference.Path))}</td>"
                    + $"<td>{HtmlText.E(Words(difference.Kind))}</td>"
                    + $"<td>{HtmlText.E(Sanitizer.Clean(difference.Claim ?? ""))}</td>"
                    + $"<td>{HtmlText.E(Sanitizer.Clean(difference.NamedBy ?? "no"))}</td></tr>");
            }

            output.Write("</tbody></table>");
        }

        output.Write("</section>");
    }

    private static string Agreement(ManifestComparison manifest) =>
        $"{Sanitizer.Clean(manifest.Name)} (SHA-256 {manifest.Sha256[..12]}…): {manifest.Agreeing:N0} of "
        + $"{Counted.Of(manifest.Listed, "file")} as listed, {Counted.Of(manifest.Differences.Count, "difference")}";

    private static string Words(ManifestDifferenceKind kind) => kind switch
    {
        ManifestDifferenceKind.Unlisted => "not listed",
        ManifestDifferenceKind.Gone => "not in the tree",
        ManifestDifferenceKind.OtherContent => "other content",
        ManifestDifferenceKind.Text => "is text",
        ManifestDifferenceKind.NoGenerator => "generator not in the tree",
        ManifestDifferenceKind.GeneratorSilent => "generator does not name it",
        ManifestDifferenceKind.NoTest => "test not in the tree",
        ManifestDifferenceKind.TestSilent => "test does not name it",
        _ => "entry not filled in",
    };

    private static string Describe(UnaccountedFile file) =>
        $"{Sanitizer.Clean(file.Path)}: {file.Bytes:N0} of {file.Length:N0} bytes ({file.Format ?? "unknown format"})";

    private static string Describe(ScriptCoverage script) =>
        $"{script.Parsed:P1} of {Sanitizer.Clean(script.Path)} could be parsed";

    private IEnumerable<ScriptCoverage> Partly => scanned.Scripts.Where(s => s.Parsed < 1).OrderBy(s => s.Parsed);

    private IEnumerable<string> Coverage =>
    [
        $"{Counted.Of(scanned.Files, "file")}, {scanned.Bytes:N0} bytes",
        $"{Counted.Of(scanned.OpaqueFiles, "opaque file")}; {scanned.UnaccountedBytes:N0} bytes in them are not "
            + "accounted for",
        Scripts,
        .. scanned.Manifest is { } manifest ? (string[])[Agreement(manifest)] : [],
    ];

    // How much was read: "12 scripts, 340 commands, of which 20 are not resolved".
    private string Scripts =>
        $"{Counted.Of(scanned.Scripts.Count, "build script")}, {scanned.Scripts.Sum(s => s.Commands):N0} commands, "
        + $"of which {scanned.Scripts.Sum(s => s.Unresolved):N0} are not resolved";
}
