using System.Net;

namespace Xzact.Audit.Reports;

/// <summary>What the parts of the page share: escaped text and tables.</summary>
internal static class HtmlText
{
    /// <summary>Untrusted text, cleaned and escaped.</summary>
    public static string E(string text) => WebUtility.HtmlEncode(Sanitizer.Clean(text));

    /// <summary>The head of a table, and the start of its body; # marks a column of numbers.</summary>
    public static string Columns(params IEnumerable<string> names) => "<thead><tr>" + string.Concat(names.Select(name =>
        name[0] == '#' ? $"<th scope=\"col\" class=\"n\">{name[1..]}</th>" : $"<th scope=\"col\">{name}</th>"))
        + "</tr></thead><tbody>";

    /// <summary>A cell that says its column itself, for where the page is too narrow for a head.</summary>
    /// <param name="column">The name of the column, plain text.</param>
    /// <param name="html">What stands in it.</param>
    /// <param name="tone">Names of classes; empty for none.</param>
    public static string Cell(string column, string html, string tone = "") =>
        $"<td data-label=\"{E(column)}\"{(tone.Length == 0 ? "" : $" class=\"{tone}\"")}>{html}</td>";

    /// <summary>A table that opens and closes, with the count of its rows; nothing if there are none.</summary>
    /// <param name="output">The page.</param>
    /// <param name="title">What it lists.</param>
    /// <param name="columns">Names of the columns, plain text.</param>
    /// <param name="rows">Untrusted cells.</param>
    /// <param name="most">How many rows are written; the JSON report has the rest.</param>
    /// <param name="open">Up to how many rows it is open at first.</param>
    public static void Table(
        TextWriter output, string title, string[] columns, IReadOnlyList<string[]> rows, int most, int open)
    {
        if (rows.Count == 0)
        {
            return;
        }

        output.Write($"<details{(rows.Count > open ? "" : " open")}><summary>{E(title)} "
            + $"<span class=\"count\">{rows.Count:N0}</span></summary><table class=\"rows\">{Columns(columns)}");
        foreach (string[] row in rows.Take(most))
        {
            output.Write($"<tr>{string.Concat(row.Select((cell, i) => Cell(columns[i], E(cell))))}</tr>");
        }

        output.Write("</tbody></table>");
        output.Write(rows.Count > most
            ? $"<p>{rows.Count - most:N0} more are in the JSON report.</p></details>" : "</details>");
    }
}
