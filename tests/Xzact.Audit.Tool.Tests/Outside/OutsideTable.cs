using System.Globalization;
using System.Text;

namespace Xzact.Audit.Tool.Tests.Outside;

/// <summary>The results as docs/outside-variants.md shows them, between two marks.</summary>
internal static class OutsideTable
{
    public const string Begin = "<!-- results, written by the tests -->\n";

    public const string End = "<!-- end of the results -->\n";

    private static readonly string[] s_severities = ["Low", "Medium", "High", "Critical"];

    private const string AsBase = "yes, but so is the honest file";

    /// <summary>The row of an honest base.</summary>
    public static string Row(string name, OutsideReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"| base `{name}` | {report} |");

    /// <summary>
    /// The row of a variant and its twin: what is said of the files they change, or beyond the honest base.
    /// </summary>
    /// <param name="variant">The variant.</param>
    /// <param name="attack">What is said of the attack's files or beyond the base.</param>
    /// <param name="toldApart">Whether what is said beyond the base alone is enough.</param>
    /// <param name="twin">What is said of the twin's files or beyond the base.</param>
    public static string Row(OutsideVariant variant, OutsideReport attack, bool toldApart, OutsideReport twin)
    {
        string atLeast = variant.AtLeast switch
        {
            Expectation.HighFinding => "High finding",
            Expectation.UnaccountedFile => "unaccounted file",
            _ => "reported",
        };
        string found = !attack.Meets(variant.AtLeast) ? "**no**" : toldApart ? "yes" : AsBase;
        string quiet = twin.HasHigh ? "**no**" : "yes";
        return $"| `{variant.Name}` ({variant.Base}) | {variant.Hope} | {atLeast} | {attack} | {found} "
            + $"| {variant.Twin} | {twin} | {quiet} |";
    }

    /// <summary>The whole part of the page, with totals that are counted in its rows.</summary>
    public static string Text(IReadOnlyList<string> bases, IReadOnlyList<string> variants)
    {
        StringBuilder text = new(Begin);
        text.Append("\n| honest archive | what the tool says |\n|---|---|\n");
        text.AppendJoin('\n', bases).Append('\n');
        text.Append("\n| variant (base) | what the attacker hopes | expected at least | what the tool says ")
            .Append("| found | honest twin | what the tool says | quiet |\n|---|---|---|---|---|---|---|---|\n");
        text.AppendJoin('\n', variants).Append('\n');

        string[][] cells = [.. variants.Select(row => row.Split(" | "))];
        int found = cells.Count(row => row[4] is "yes" or AsBase);
        int same = cells.Count(row => row[4] == AsBase);
        int quiet = cells.Count(row => row[^1] == "yes |");
        text.Append(CultureInfo.InvariantCulture, $"\nFound: {found} of {cells.Length} variants; of {same} of these ");
        text.Append("the tool says no more than of the honest file in their place.\n");
        int above = cells.Count(row => row[4] is ("yes" or AsBase) && Severity(row[3]) > Severity(row[6]));
        text.Append(CultureInfo.InvariantCulture, $"Found, and with a severity above the twin's: {above}. ");
        text.Append(CultureInfo.InvariantCulture, $"Quiet: {quiet} of {cells.Length} twins.\n\n");
        return text.Append(End).ToString();
    }

    private static int Severity(string cell) =>
        Array.FindLastIndex(s_severities, one => cell.Contains($", {one} ", StringComparison.Ordinal));
}
