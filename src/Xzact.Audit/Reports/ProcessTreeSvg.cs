using System.Globalization;
using System.Net;
using System.Text;
using Xzact.Audit.Case.Builds;

namespace Xzact.Audit.Reports;

/// <summary>Draws the processes of a build: who started whom, and how many there are; not when.</summary>
internal static class ProcessTreeSvg
{
    private const double Width = 1000;
    private const double RowHeight = 20;
    private const double Narrowest = 1.2;
    private const double LetterWidth = 6.4;
    private const int MaxBoxes = 4000;

    /// <summary>The picture.</summary>
    public static string Draw(BuildSummary build)
    {
        StringBuilder boxes = new();
        int depth = 0;
        int count = 0;
        Queue<(BuildBranch Branch, double Left, double Width, int Row)> queue = new([(build.Root, 0, Width, 0)]);
        while (queue.TryDequeue(out (BuildBranch Branch, double Left, double Width, int Row) next)
            && count++ < MaxBoxes)
        {
            depth = Math.Max(depth, next.Row + 1);
            Box(boxes, next.Branch, next.Left, next.Width, next.Row);
            double left = next.Left;
            foreach (BuildBranch below in next.Branch.Below)
            {
                double width = next.Width * below.All / Math.Max(next.Branch.All, 1);
                if (width >= Narrowest)
                {
                    queue.Enqueue((below, left, width, next.Row + 1));
                }

                left += width;
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"processes\" viewBox=\"0 0 {Width:0} {depth * RowHeight:0}\" role=\"img\" "
            + $"aria-label=\"Processes of the build\">{boxes}</svg>");
    }

    private static void Box(StringBuilder svg, BuildBranch branch, double left, double width, int row)
    {
        string name = WebUtility.HtmlEncode(Sanitizer.Clean(branch.Program));
        string phase = BuildText.Name(branch.Phase);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"phase-{phase}\"><title>{name}, {phase}: {branch.Count:N0}, with all below {branch.All:N0}"
            + $"</title><rect x=\"{left:0.##}\" y=\"{row * RowHeight:0}\" width=\"{width:0.##}\" "
            + $"height=\"{RowHeight - 1:0}\"/>");
        int letters = (int)((width - 6) / LetterWidth);
        if (letters >= 3)
        {
            string label = Sanitizer.Clean(branch.Program);
            label = label.Length <= letters ? label : label[..(letters - 1)] + "…";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{left + 3:0.##}\" y=\"{(row * RowHeight) + 14:0}\">{WebUtility.HtmlEncode(label)}</text>");
        }

        svg.Append("</g>");
    }
}
