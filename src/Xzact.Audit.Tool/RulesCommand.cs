using System.CommandLine;
using Xzact.Audit.Reports;
using Xzact.Audit.Rules;
using Xzact.Audit.Scan;

namespace Xzact.Audit.Tool;

/// <summary><c>xzact rules list | show ID | verify</c>.</summary>
internal static class RulesCommand
{
    public static Command Create(ToolConsole console)
    {
        Command list = new("list", "Every rule with its severity.");
        list.SetAction(_ => List(console));

        Argument<string> id = new("id") { Description = "Identifier, such as D03." };
        Command show = new("show", "What a rule says, why, and what to do about a match.") { id };
        show.SetAction(arguments => Show(arguments.GetValue(id)!, console));

        Command verify = new("verify", "Run every rule over its own samples.");
        verify.SetAction(_ => Verify(console));
        Command rules = new("rules", "The rules and their samples; without a verb it lists them.")
        {
            list, show, verify,
        };
        rules.SetAction(_ => List(console));
        return rules;
    }

    private static int List(ToolConsole console)
    {
        foreach (RuleDefinition rule in RuleCatalog.Definitions.OrderBy(r => r.Id, StringComparer.Ordinal))
        {
            console.Out.WriteLine($"{rule.Id}  {rule.Severity,-8}  {rule.Title}");
        }

        return ExitCodes.Clean;
    }

    private static int Show(string id, ToolConsole console)
    {
        if (RuleCatalog.Find(id) is not RuleDefinition rule)
        {
            string known = string.Join(", ", RuleCatalog.Definitions.Select(d => d.Id).Order(StringComparer.Ordinal));
            XzactCommand.Complain(console, $"there is no rule '{id}'; the rules are {known}");
            return ExitCodes.Usage;
        }

        console.Out.WriteLine($"{rule.Id}  {rule.Title} (up to {rule.Severity})");
        foreach ((string name, string text) in ((string, string)[])
            [("Says", rule.Says), ("Why", rule.Reasoning), ("In CVE-2024-3094", rule.XzFact),
             ("False positives", rule.FalsePositives), ("What to do", rule.Remediation)])
        {
            console.Out.WriteLine();
            console.Out.WriteLine(name);
            foreach (string line in Prose.Wrap("  ", text, "  "))
            {
                console.Out.WriteLine(line);
            }
        }

        string[] samples = [.. RuleVerifier.SamplesOf(rule.Id)];
        console.Out.WriteLine();
        console.Out.WriteLine("Samples");
        foreach (string sample in samples.DefaultIfEmpty("none in text: this rule judges digests, containers or tags"))
        {
            console.Out.WriteLine("  " + sample);
        }

        return ExitCodes.Clean;
    }

    private static int Verify(ToolConsole console)
    {
        IReadOnlyList<RuleVerification> results = [.. RuleVerifier.VerifyAll(), .. ScanAudit.VerifySamples()];
        foreach (RuleVerification result in results)
        {
            console.Out.WriteLine(
                $"{(result.Passed ? "pass" : "FAIL")}  {result.RuleId}  {result.Sample}: {result.Detail}");
        }

        int failed = results.Count(r => !r.Passed);
        console.Out.WriteLine($"{results.Count - failed} passed, {failed} failed");
        return failed == 0 ? ExitCodes.Clean : ExitCodes.Internal;
    }
}
