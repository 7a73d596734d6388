using System.Globalization;
using System.Net;
using System.Text;
using Xzact.Audit.Case.Behaviours;

namespace Xzact.Audit.Reports;

/// <summary>The part of the page about behaviour: measures, functions as bars, the matrix of environments.</summary>
internal static class BehaviourHtml
{
    private const double Width = 1000;
    private const double LabelWidth = 340;
    private const double RowHeight = 30;
    private const double BarHeight = 11;
    private const double NumberWidth = 110;

    /// <summary>Writes the part.</summary>
    public static void Write(BehaviourSummary summary, TextWriter output)
    {
        output.Write("<section aria-label=\"Behaviour\"><h2>What was compared</h2><ul>");
        foreach (string source in BehaviourText.Sources(summary))
        {
            output.Write($"<li>{E(source)}</li>");
        }

        output.Write("</ul><table class=\"legend\"><thead><tr><th scope=\"col\">Measure</th>"
            + "<th scope=\"col\" class=\"n\">Baseline</th><th scope=\"col\" class=\"n\">Candidate</th></tr></thead>"
            + "<tbody>");
        foreach ((string what, string baseline, string candidate) in BehaviourText.Measures(summary))
        {
            output.Write($"<tr><td>{E(what)}</td><td class=\"n\">{E(baseline)}</td><td class=\"n\">{E(candidate)}</td>"
                + "</tr>");
        }

        output.Write("</tbody></table></section>");
        FunctionCost[] functions = [.. BehaviourText.Changed(summary)];
        if (functions.Length > 0)
        {
            output.Write("<section><h2>Where the instructions went</h2>" + Bars(functions)
                + "<p class=\"hint\">A function's own instructions: the upper, grey bar is the baseline, the lower one "
                + "the candidate. The largest difference is first; the JSON report has all.</p></section>");
        }

        Matrix(summary.Environments, output);
    }

    /// <summary>The functions as pairs of bars.</summary>
    internal static string Bars(IReadOnlyList<FunctionCost> functions)
    {
        double most = Math.Max(1, functions.Max(f => Math.Max(f.Baseline, f.Candidate)));
        double scale = (Width - LabelWidth - NumberWidth) / most;
        StringBuilder svg = new();
        for (int i = 0; i < functions.Count; i++)
        {
            FunctionCost cost = functions[i];
            double top = i * RowHeight;
            string name = Sanitizer.Clean($"{cost.Function} of {cost.Object}");
            const int Letters = 48;
            string label = name.Length <= Letters ? name : name[..(Letters - 1)] + "…";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<g><title>{WebUtility.HtmlEncode(name)}: {cost.Baseline:N0} to {cost.Candidate:N0}</title>"
                + $"<text x=\"0\" y=\"{top + 18:0}\">{WebUtility.HtmlEncode(label)}</text>");
            Bar(svg, cost.Baseline, scale, top + 2, "baseline");
            Bar(svg, cost.Candidate, scale, top + 3 + BarHeight, "candidate");
            svg.Append("</g>");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"processes sides\" viewBox=\"0 0 {Width:0} {functions.Count * RowHeight:0}\" role=\"img\" "
            + $"aria-label=\"Instructions of functions on both sides\">{svg}</svg>");
    }

    private static void Bar(StringBuilder svg, long count, double scale, double top, string side)
    {
        double width = count * scale;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{LabelWidth:0}\" y=\"{top:0}\" width=\"{width:0.##}\" height=\"{BarHeight:0}\" "
            + $"class=\"{side}\"/><text x=\"{LabelWidth + width + 4:0.##}\" y=\"{top + BarHeight - 1:0}\">"
            + $"{count:N0}</text>");
    }

    private static void Matrix(IReadOnlyList<EnvironmentCount>? rows, TextWriter output)
    {
        if (rows is not { Count: > 1 })
        {
            return;
        }

        string[] names = [.. rows.SelectMany(r => r.Variables).Distinct().Order(StringComparer.Ordinal)];
        output.Write("<section><h2>Instructions by variables of the environment</h2><table class=\"checks matrix\">"
            + "<thead><tr>"
            + string.Concat(names.Select(name => $"<th scope=\"col\">{E(name)}</th>"))
            + "<th scope=\"col\" class=\"n\">Baseline</th><th scope=\"col\"></th>"
            + "<th scope=\"col\" class=\"n\">Candidate</th><th scope=\"col\"></th></tr></thead><tbody>");
        foreach (EnvironmentCount row in rows)
        {
            output.Write("<tr>" + string.Concat(names.Select(name =>
                $"<td>{(row.Variables.Contains(name) ? "set" : "–")}</td>"))
                + $"<td class=\"n\">{BehaviourText.Number(row.Baseline)}</td>"
                + $"<td>{BehaviourText.SignOf(row.Baseline, rows[0].Baseline)}</td>"
                + $"<td class=\"n\">{BehaviourText.Number(row.Candidate)}</td>"
                + $"<td>{BehaviourText.SignOf(row.Candidate, rows[0].Candidate)}</td></tr>");
        }

        output.Write("</tbody></table><p class=\"hint\">The marks compare with the first row: = within 1 %, ▲ and ▼ "
            + "more and fewer, ▲▲ and ▼▼ by a half or more.</p></section>");
    }

    private static string E(string text) => HtmlText.E(text);
}
