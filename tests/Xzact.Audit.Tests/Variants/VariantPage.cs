using System.Globalization;
using System.Text;
using Xzact.Audit.Case;

namespace Xzact.Audit.Tests.Variants;

/// <summary>Writes docs/variants.md from the tables and from what the audits report.</summary>
internal static class VariantPage
{
    private const string Head = """
        # Variants of a backdoored release

        Ways to bring something into a release archive that its tag does not have, and what `xzact release` reports of
        each. This page is written by a test from the table in `tests/Xzact.Audit.Tests/Variants`: each variant is made,
        audited with everything that the command does, and must be found with the rule, the severity and the path that
        stand here.

        ```
        dotnet test --project tests/Xzact.Audit.Tests --filter-class '*VariantTests*'
        ```

        All of them are inert and our own: what a variant carries is one constant sentence, plainly, encoded, or behind
        the header of an object file of no type. Nothing of them is built or run. Two invented projects serve as a base,
        one with Autotools and gettext, one of several languages. In their honest archives nothing is High, and only
        files are unexplained that are named in the table's source: a parser, a manual page, an extension module, a
        bundle and metadata. `configure`, `Makefile.in` and `config.h.in` are explained there by a reviewer's ledger
        (`--ledger-in`), as they are in a second audit of the same release; what a variant changes in them is not.


        """;

    /// <summary>The page.</summary>
    public static string Text(VariantReports reports)
    {
        StringBuilder page = new(Head);
        Variant[] all = [.. VariantTable.All];
        page.Append(CultureInfo.InvariantCulture, $"{all.Length} variants: ");
        page.AppendJoin(", ", all.GroupBy(v => v.Severity).OrderByDescending(g => g.Key)
            .Select(g => $"{g.Count()} {g.Key}"));
        page.Append(".\n");
        foreach ((string title, IReadOnlyList<Variant> variants) in VariantTable.Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
            page.Append("| variant | where it hides | rule | severity | the report says |\n|---|---|---|---|---|\n");
            foreach (Variant variant in variants)
            {
                string says = reports.Of(variant).Findings
                    .FirstOrDefault(f => f.RuleId == variant.Rule && f.Subject == variant.Path
                        && f.Severity == variant.Severity)?.Message ?? "";
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {variant.Name} | {Cell(variant.Hides)} | {variant.Rule} | {variant.Severity} "
                    + $"| `{variant.Path}`: {Cell(says)} |\n");
            }
        }

        page.Append("\n## What cannot be told from honest practice\n\n"
            + "Audited by the same test: the account is what stands here, and nothing is High.\n\n"
            + "| form | what is changed | account | why not more |\n|---|---|---|---|\n");
        foreach (IndistinctForm form in IndistinctForms.All)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {form.Name} | {Cell(form.Hides)} | {AccountKindInfo.Of(form.Seen).Title} | {Cell(form.Why)} |\n");
        }

        page.Append("\nWhat the tag itself holds is no variant: the auditor compares with the tag, and a payload that "
            + "is tracked is for\nthe review of the repository.\n");
        return page.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
