using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>The part of the page about a build: its phases, and its processes as a picture.</summary>
internal static class BuildHtml
{
    /// <summary>Writes the part.</summary>
    public static void Write(BuildSummary build, TextWriter output)
    {
        output.Write("<section aria-label=\"Phases\"><h2>Phases</h2><table class=\"legend\">"
            + HtmlText.Columns("Phase", "#Programs", "#Files written", "Read of the tree"));
        foreach (PhaseSummary phase in build.Phases)
        {
            string name = BuildText.Name(phase.Phase);
            output.Write($"<tr><td><i class=\"swatch phase-{name}\"></i>{name}</td><td class=\"n\">{phase.Programs:N0}"
                + $"</td><td class=\"n\">{phase.Written:N0}</td><td>{HtmlText.E(BuildText.Reads(phase))}</td></tr>");
        }

        output.Write("</tbody></table>");
        output.Write(ProcessTreeSvg.Draw(build));
        output.Write("<p class=\"hint\">Each row is started by the row above it. A box is as wide as the processes in "
            + "and below it are many; alike processes with one parent are one box; the colour is the phase.</p>"
            + "</section>");
    }
}
