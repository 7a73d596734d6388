using Xzact.Audit.Case;

namespace Xzact.Audit.Reports;

/// <summary>The part of the page about exposure: what was looked at, the counts, and every statement.</summary>
internal static class ExposureHtml
{
    // The JSON report lists all.
    private const int MaxRows = 5_000;

    /// <summary>Writes the part.</summary>
    public static void Write(ExposureSummary exposure, TextWriter output)
    {
        output.Write("<section aria-label=\"Exposure\"><h2>What was compared</h2><ul>");
        foreach (string source in ExposureText.Sources(exposure))
        {
            output.Write($"<li>{E(source)}</li>");
        }

        output.Write("</ul><table class=\"legend\"><thead><tr><th scope=\"col\">What advisories say</th>"
            + "<th scope=\"col\" class=\"n\">Statements</th></tr></thead><tbody>");
        foreach ((string word, int count) in ExposureText.Counts(exposure))
        {
            output.Write($"<tr><td>{E(word)}</td><td class=\"n\">{count:N0}</td></tr>");
        }

        output.Write("</tbody></table></section>");
        if (exposure.Statements.Count == 0)
        {
            return;
        }

        output.Write("<section><details open><summary>Every statement "
            + $"<span class=\"count\">{exposure.Statements.Count:N0}</span></summary>"
            + $"<table class=\"rows\">{HtmlText.Columns("Status", "Package or file", "Advisory", "Why")}");
        foreach (ExposureStatement statement in exposure.Statements.Take(MaxRows))
        {
            string tone = statement.Status == ExposureStatus.Affected ? " found" : "";
            string below = statement.IsPresent ? "" : " (in a lower layer only)";
            output.Write("<tr>" + HtmlText.Cell("Status", E(ExposureText.Of(statement.Status)), $"outcome{tone}")
                + HtmlText.Cell("Package or file", E(statement.Subject + below))
                + HtmlText.Cell("Advisory", E(statement.Advisory))
                + HtmlText.Cell("Why", E(statement.Reason)) + "</tr>");
        }

        output.Write("</tbody></table>");
        if (exposure.Statements.Count > MaxRows)
        {
            output.Write($"<p>{exposure.Statements.Count - MaxRows:N0} more are in the JSON report.</p>");
        }

        output.Write("</details></section>");
    }

    private static string E(string text) => HtmlText.E(text);
}
