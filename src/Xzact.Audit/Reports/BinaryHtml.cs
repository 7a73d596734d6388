using Xzact.Audit.Case.Binaries;

namespace Xzact.Audit.Reports;

/// <summary>The part of the page about binaries: counts, the way of every library, differences, resolvers, files.
/// </summary>
internal static class BinaryHtml
{
    // The JSON report lists all.
    private const int MaxRows = 2_000;

    /// <summary>Writes the part.</summary>
    public static void Write(BinarySummary binary, TextWriter output)
    {
        output.Write("<section aria-label=\"Binaries\"><h2>What was read</h2><table class=\"legend\"><thead><tr>"
            + "<th scope=\"col\">What</th><th scope=\"col\" class=\"n\">Files</th></tr></thead><tbody>");
        foreach ((string word, int count) in BinaryText.Counts(binary))
        {
            output.Write($"<tr><td>{E(word)}</td><td class=\"n\">{count:N0}</td></tr>");
        }

        output.Write("</tbody></table></section>");
        Closure(binary.Closure, output);
        Differences(binary.Comparison, output);
        Table("Resolvers", ["File", "Resolver", "Instructions", "Loops", "Writes", "Calls out of it"],
            [.. from o in binary.Objects from r in o.Resolvers select Row(o, r)], isOpen: false, output);
        Table("Files", ["File", "Format", "RELRO", "Binds", "Before main", "Build id"],
            [.. binary.Objects.Select(Row)], isOpen: binary.Objects.Count <= 40, output);
    }

    private static void Closure(BinaryClosure? closure, TextWriter output)
    {
        if (closure is not null)
        {
            Table("Libraries that it loads", ["Library", "Asked for by", "File", "Resolvers"],
                [.. closure.Libraries.Select(l => (string[])
                [
                    l.Name, l.IsDirect ? "the program" : string.Join(" → ", l.Chain),
                    l.Path is null ? "not found" : "/" + l.Path, $"{l.Resolvers:N0}",
                ])], isOpen: true, output);
        }
    }

    private static void Differences(BinaryComparison? comparison, TextWriter output)
    {
        if (comparison is not null)
        {
            output.Write($"<p>{E(BinaryText.Line(comparison))}</p>");
            Table("Differences", ["What", "File", "New", "Gone"],
                [.. comparison.Differences.Select(d => (string[])
                    [d.What, d.Path, Words(d.Added), Words(d.Removed)])], isOpen: true, output);
        }
    }

    private static string[] Row(BinaryObject binary, BinaryResolver r) =>
    [
        binary.Path, r.Name, r.NotRead ?? $"{r.Instructions:N0}", r.NotRead is null ? $"{r.Loops:N0}" : "",
        r.NotRead is null ? $"{r.Writes.Count + r.OpenWrites:N0}" : "",
        r.NotRead is null ? $"{r.Calls.Count + r.OpenCalls:N0}" : "",
    ];

    private static string[] Row(BinaryObject binary) =>
    [
        binary.Path, binary.Format, binary.Hardening?.Relro.ToString().ToLowerInvariant() ?? "",
        binary.Hardening is null ? "" : binary.Hardening.BindsNow ? "now" : "lazily", $"{binary.Constructors:N0}",
        binary.BuildId ?? "",
    ];

    private static string Words(IReadOnlyList<string> words) =>
        string.Join(", ", words.Take(40)) + (words.Count > 40 ? $" and {words.Count - 40:N0} more" : "");

    private static void Table(
        string title, string[] columns, IReadOnlyList<string[]> rows, bool isOpen, TextWriter output)
    {
        if (rows.Count == 0)
        {
            return;
        }

        output.Write("<section>");
        HtmlText.Table(output, title, columns, rows, MaxRows, isOpen ? int.MaxValue : 0);
        output.Write("</section>");
    }

    private static string E(string text) => HtmlText.E(text);
}
