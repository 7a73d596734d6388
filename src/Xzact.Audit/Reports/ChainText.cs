using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Reports;

/// <summary>The words about the whole chain that all reports share.</summary>
internal static class ChainText
{
    /// <summary>How many stories a picture shows; JSON has all.</summary>
    public const int MaxStories = 8;

    /// <summary>The name of a link.</summary>
    public static string Name(ChainStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>How a link ended, in two or three words.</summary>
    public static string State(ChainLink link) => link.State switch
    {
        LinkState.NotGiven => "not given",
        LinkState.Clean => "nothing found",
        LinkState.Incomplete => "incomplete",
        LinkState.Failed => "could not be examined",
        _ => $"{link.Findings.Count(f => f.Severity == link.Worst):N0} {link.Worst}"
            + (link.IsIncomplete ? ", incomplete" : ""),
    };

    /// <summary>One link in a line.</summary>
    public static string Line(ChainLink link) => $"{Name(link.Stage)}: {State(link)}; {link.Says}";

    /// <summary>One story in a line.</summary>
    public static string Line(ChainStory story) =>
        $"{story.Subject}: {story.Weight}, {string.Join(" → ", story.Stages.Select(Name))}"
        + (story.Windows.Count == 0 ? "" : $", in spans that {string.Join(", ",
            story.Windows.Select(w => w.RuleId).Distinct().Order(StringComparer.Ordinal))} of people opened");

    /// <summary>The worst finding of each link, a line each.</summary>
    public static IEnumerable<string> Reasons(ChainSummary chain) => chain.Links
        .Where(link => link.Worst > Severity.Low)
        .Select(link => (link, finding: link.Findings.First(f => f.Severity == link.Worst)))
        .Select(x => $"{Name(x.link.Stage)}: {x.finding.RuleId} {x.finding.Severity}, {x.finding.Subject}: "
            + x.finding.Message);

    /// <summary>What would change the verdict, a line each.</summary>
    public static IEnumerable<string> Changes(ChainSummary chain, CaseReport report)
    {
        foreach (ChainStory story in chain.Stories.Where(s => s.Worst > Severity.Low).Take(MaxStories))
        {
            yield return $"{story.Subject}: a reason for it that stands up in each link: "
                + string.Join(", ", story.Stages.Select(Name));
        }

        int open = report.Ledger.Unexplained.Count();
        if (open > 0)
        {
            yield return $"release: {Counted.Of(open, "file")} explained, by a tag that has them, by --regenerate or "
                + "by a review that --ledger-in brings";
        }

        foreach (ChainLink link in chain.Links)
        {
            if (link.State == LinkState.NotGiven)
            {
                yield return $"{Name(link.Stage)}: {link.Says}";
            }
            else if (link.State is LinkState.Incomplete or LinkState.Failed || link.IsIncomplete)
            {
                yield return $"{Name(link.Stage)}: what could not be looked into";
            }
        }
    }

    /// <summary>What the case comes to.</summary>
    public static string Verdict(ChainSummary chain, CaseReport report)
    {
        int examined = chain.Examined.Count();
        string links = $"{examined:N0} of {chain.Links.Count:N0} links of the chain were looked into.";
        List<string> order = [.. chain.Stories.Select(story => story.Subject)];
        Finding[] joined =
        [
            .. report.Findings.Where(f => f.RuleId == Rules.RuleCatalog.MeetingEvidence)
                .OrderBy(f => order.IndexOf(f.Subject)),
        ];
        string meets = joined.Length == 0
            ? examined < 2 ? "" : "No evidence of several links meets."
            : $"Evidence of {string.Join(", ", joined[0].Collectors)} meets in {joined[0].Subject}"
                + (joined.Length > 1 ? $", and of others in {Counted.Of(joined.Length - 1, "more place")}." : ".");
        string review = report.Findings.Any(f => f.Severity > Severity.Low) ? "Review recommended." : "";
        return string.Join(' ', ((string[])[links, meets, review]).Where(s => s.Length > 0));
    }
}
