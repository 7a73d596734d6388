using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Reports;

/// <summary>The chain as a whole: every link, what joins them, and what would change the verdict.</summary>
internal sealed class ChainPart(ChainSummary chain, CaseReport report) : LinkPart
{
    private const int MaxListed = 20;

    public override string Title => "Chain";

    public override bool HasText => false;

    public override bool HasLooked => chain.Examined.Any();

    public override IEnumerable<(string Title, IEnumerable<string> Lines)> Lists =>
    [
        ("Links of the chain", chain.Links.Select(ChainText.Line)),
        ("Stories of several links", chain.Stories.Select(ChainText.Line)),
        ("Reasons", ChainText.Reasons(chain)),
        ("What would change the verdict", ChainText.Changes(chain, report)),
    ];

    public override string Subjects(int count) => count == 1 ? "1 file or subject" : $"{count:N0} files or subjects";

    public override IEnumerable<string> Verdict(CaseReport report) =>
        [ChainText.Verdict(chain, report), Reports.Verdict.Findings(report)];

    public override void WriteTextFirst(TextLayout text)
    {
        ChainStory[] stories = [.. chain.Stories.Take(ChainText.MaxStories)];
        string heads = string.Concat(stories.Select((_, i) => $" {i + 1}"));
        int width = Math.Max(heads.Length, 1);
        text.Line(text.Style.Dim($"  {"link",-11}{"findings",-23}{heads.PadRight(width)}  looked into"));
        foreach (ChainLink link in chain.Links)
        {
            string marks = string.Concat(stories.Select(story => " " + Mark(story, link.Stage)));
            string row = $"  {ChainText.Name(link.Stage),-11}{ChainText.State(link),-23}{marks.PadRight(width)}  ";
            foreach (string line in Prose.Wrap(row, Sanitizer.Clean(link.Says), new string(' ', row.Length)))
            {
                text.Line(link.Worst is Severity worst and > Severity.Low ? text.Style.Of(worst, line)
                    : link.State == LinkState.NotGiven ? text.Style.Dim(line) : line);
            }
        }

        text.Line();
        if (stories.Length > 0)
        {
            text.Line("Stories, whose findings are about the same files, link by link:");
        }

        for (int i = 0; i < stories.Length; i++)
        {
            text.Paragraph($"  {i + 1}  ", ChainText.Line(stories[i]), "     ");
        }

        if (chain.Stories.Count > stories.Length)
        {
            text.Line($"     … and {chain.Stories.Count - stories.Length:N0} more stories of several links");
        }

        if (stories.Length > 0)
        {
            text.Line();
        }
    }

    public override void WriteText(TextLayout text)
    {
    }

    public override void WriteTextBehind(TextLayout text)
    {
        text.List("Reasons", [.. ChainText.Reasons(chain)], MaxListed);
        text.List("What would change the verdict", [.. ChainText.Changes(chain, report)], MaxListed);
    }

    public override void WriteHtmlFirst(TextWriter output) => ChainHtml.Write(chain, report, output);

    // A dot where the story has a finding, a line where it passes.
    private static char Mark(ChainStory story, ChainStage stage) => story.Stages.Contains(stage) ? '●'
        : stage > story.Stages[0] && stage < story.Stages[^1] ? '│'
        : ' ';
}
