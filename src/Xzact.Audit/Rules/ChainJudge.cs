using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Rules;

/// <summary>Runs the rules about the chain as a whole.</summary>
internal static class ChainJudge
{
    /// <summary>One result a rule, in the order of the catalog.</summary>
    public static IReadOnlyList<CheckResult> Judge(ChainSummary chain) =>
        [.. RuleCatalog.ChainRules.Select(rule => Result(rule, chain))];

    private static CheckResult Result(IChainRule rule, ChainSummary chain)
    {
        string title = RuleCatalog.Find(rule.Id)!.Title;
        int links = chain.Given.Count();
        if (links < 2)
        {
            return new(rule.Id, title, Outcome.NotApplicable, "one link alone joins with nothing", []);
        }

        Finding[] findings =
        [
            .. rule.Match(chain).Select(match => new Finding(
                rule.Id, match.Severity, match.Subject, match.Message,
                Finding.FingerprintOf(rule.Id, match.Subject, string.Join(' ', match.Stages)), match.Evidence)
            {
                Collectors = [.. match.Stages.Select(stage => stage.ToString().ToLowerInvariant())],
            }).OrderByDescending(f => f.Severity),
        ];
        return new(
            rule.Id, title, findings.Length > 0 ? Outcome.Found : Outcome.Clean,
            $"{links:N0} links and {Counted.Of(chain.Stories.Count, "joined story", "joined stories")} examined",
            findings);
    }
}
