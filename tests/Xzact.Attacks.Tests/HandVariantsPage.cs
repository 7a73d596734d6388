using System.Globalization;
using System.Text;
using Xzact.Attacks.ByHand;

namespace Xzact.Attacks.Tests;

/// <summary>The table of docs/scan-variants.md, between two marks.</summary>
internal static class HandVariantsPage
{
    public const string Begin = "<!-- variants, written by the tests -->\n";

    public const string End = "<!-- end of the variants -->\n";

    public static string Table()
    {
        var text = new StringBuilder(Begin);
        text.Append("\n| variant | tree | what the attacker hopes | decoded by a test |\n|---|---|---|---|\n");
        foreach (HandVariant variant in HandVariants.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{variant.Name}` | {variant.Tree} | {variant.Hope} ")
                .Append(variant.Decode is null ? "| no |\n" : "| yes |\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{HandVariants.All.Count} variants.\n\n{End}").ToString();
    }
}
