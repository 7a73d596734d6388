using System.Globalization;
using System.Text;
using Xzact.Audit.Case;
using Xzact.Audit.Case.Chains;

namespace Xzact.Audit.Reports;

/// <summary>The part of the page about the whole chain: the picture of the links with the stories that run through
/// them, and the same as tables.</summary>
internal static class ChainHtml
{
    private const double Width = 1000;
    private const double Step = Width / 7;
    private const double Centre = 40;
    private const double Radius = 22;
    private const double FirstThread = 150;
    private const double ThreadStep = 44;
    private const int MaxRows = 500;

    /// <summary>Writes the part.</summary>
    public static void Write(ChainSummary chain, CaseReport report, TextWriter output)
    {
        output.Write("<section aria-label=\"Chain of custody\"><h2>Chain of custody</h2>"
            + $"<div class=\"wide-picture\" tabindex=\"0\">{Draw(chain)}</div>"
            + "<p class=\"hint\">✓ nothing found, ! findings, ? not examined to the end, – nothing given. Below each "
            + "link stand its worst findings. A line is a story: findings of the links with a dot are about the same "
            + "files.</p>");
        HtmlText.Table(
            output, "Links", ["Link", "State", "Looked into, or what to give"],
            [.. chain.Links.Select(l => new[] { ChainText.Name(l.Stage), ChainText.State(l), l.Says })], MaxRows,
            int.MaxValue);
        HtmlText.Table(
            output, "Stories of several links", ["File", "Weight", "Links", "Findings"],
            [.. chain.Stories.Select(Row)], MaxRows, int.MaxValue);
        List("Reasons", ChainText.Reasons(chain));
        List("What would change the verdict", ChainText.Changes(chain, report));
        output.Write("</section>");

        void List(string title, IEnumerable<string> lines)
        {
            string items = string.Concat(lines.Select(line => $"<li>{HtmlText.E(line)}</li>"));
            output.Write(items.Length == 0 ? "" : $"<h2>{title}</h2><ul>{items}</ul>");
        }
    }

    /// <summary>The picture.</summary>
    internal static string Draw(ChainSummary chain)
    {
        ChainStory[] stories = [.. chain.Stories.Take(ChainText.MaxStories)];
        double height = stories.Length == 0 ? 120 : FirstThread + (stories.Length * ThreadStep) - 10;
        StringBuilder svg = new();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"rail\" x1=\"{X(0):0.#}\" y1=\"{Centre}\" x2=\"{X(6):0.#}\" y2=\"{Centre}\"/>");
        foreach (ChainLink link in chain.Links)
        {
            Station(svg, link);
        }

        for (int i = 0; i < stories.Length; i++)
        {
            Thread(svg, stories[i], FirstThread + (i * ThreadStep));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"chain-picture\" viewBox=\"0 0 {Width:0} {height:0}\" role=\"img\" aria-label=\"The links of "
            + $"the chain and the stories that run through them; the tables below say the same\">{svg}</svg>");
    }

    private static void Station(StringBuilder svg, ChainLink link)
    {
        string tone = link.Worst?.ToString().ToLowerInvariant() ?? link.State switch
        {
            LinkState.Clean => "clean",
            LinkState.Incomplete or LinkState.Failed => "incomplete",
            _ => "none",
        };
        char sign = link.State switch
        {
            LinkState.Clean => '✓',
            LinkState.Found => '!',
            LinkState.Incomplete or LinkState.Failed => '?',
            _ => '–',
        };
        double x = X((int)link.Stage);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"{tone}\"><title>{HtmlText.E(ChainText.Line(link))}</title>"
            + $"<circle cx=\"{x:0.#}\" cy=\"{Centre}\" r=\"{Radius}\"/>"
            + $"<text class=\"sign\" x=\"{x:0.#}\" y=\"{Centre + 7}\">{sign}</text>"
            + $"<text class=\"name\" x=\"{x:0.#}\" y=\"{Centre + 44}\">{ChainText.Name(link.Stage)}</text>"
            + $"<text x=\"{x:0.#}\" y=\"{Centre + 62}\">{HtmlText.E(ChainText.State(link))}</text></g>");
    }

    private static void Thread(StringBuilder svg, ChainStory story, double y)
    {
        ChainStage first = story.Stages[0];
        ChainStage last = story.Stages[^1];
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"{story.Weight.ToString().ToLowerInvariant()}\"><title>{HtmlText.E(ChainText.Line(story))}"
            + $"</title><line class=\"thread\" x1=\"{X((int)first):0.#}\" y1=\"{y:0}\" x2=\"{X((int)last):0.#}\" "
            + $"y2=\"{y:0}\"/>");
        foreach (ChainStage stage in story.Stages)
        {
            svg.Append(
                CultureInfo.InvariantCulture, $"<circle cx=\"{X((int)stage):0.#}\" cy=\"{y:0}\" r=\"7\"/>");
        }

        double middle = (X((int)first) + X((int)last)) / 2;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{middle:0.#}\" y=\"{y + 22:0}\">{HtmlText.E(Short(story.Subject))}</text></g>");
    }

    private static string[] Row(ChainStory story) =>
    [
        story.Subject, story.Weight.ToString(), string.Join(" → ", story.Stages.Select(ChainText.Name)),
        string.Join("; ", story.Findings.Select(f => $"{ChainText.Name(f.Stage)} {f.Finding.RuleId}").Distinct()),
    ];

    private static double X(int stage) => (stage * Step) + (Step / 2);

    private static string Short(string subject)
    {
        const int Letters = 60;
        return subject.Length <= Letters ? subject : "…" + subject[^(Letters - 1)..];
    }
}
