using System.Globalization;
using System.Net;
using System.Text;
using Xzact.Audit.Case.Histories;

namespace Xzact.Audit.Reports;

/// <summary>Draws releases, rights, review, checks, opaque files and mail on one axis of time. Each row has its own
/// shape; full shapes are those that a rule reports. It needs neither colour nor script.</summary>
internal static class HistoryTimelineSvg
{
    private const double Width = 1000;
    private const double Left = 92;
    private const double RowHeight = 34;
    private const double Top = 24;
    private const double Cell = 8;
    private const double Radius = 3.6;
    private const int MaxTitles = 6;

    /// <summary>The picture.</summary>
    public static string Draw(ProjectHistory history)
    {
        IReadOnlyList<Lane> lanes = HistoryLanes.Of(history);
        DateTimeOffset first = history.First;
        double days = Math.Max((history.Last - first).TotalDays, 1);
        double height = Top + (lanes.Count * RowHeight) + 8;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"timeline\" viewBox=\"0 0 {Width:0} {height:0}\" ")
            .Append("role=\"img\" aria-label=\"Releases, rights, review, checks and opaque files over time\">");
        Axis(svg, first, days, height);
        for (int row = 0; row < lanes.Count; row++)
        {
            double y = Top + (row * RowHeight) + (RowHeight / 2);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"lane\" x=\"0\" y=\"{y + 4:0.#}\">{E(lanes[row].Title)}</text>"
                + $"<line class=\"lane\" x1=\"{Left:0}\" x2=\"{Width:0}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            foreach (IGrouping<int, LaneMark> cell in lanes[row].Marks
                .GroupBy(m => (int)(X(m.Time, first, days) / Cell)).OrderBy(g => g.Key))
            {
                Mark(svg, row, ((cell.Key + 0.5) * Cell) + Left, y, [.. cell]);
            }
        }

        return svg.Append("</svg>").ToString();
    }

    // A claimed time may lie anywhere; what is outside of the axis stands at its end.
    private static double X(DateTimeOffset time, DateTimeOffset first, double days) =>
        Math.Clamp((time - first).TotalDays / days, 0, 1) * (Width - Left - Cell);

    private static void Axis(StringBuilder svg, DateTimeOffset first, double days, double height)
    {
        int step = days switch { > 365 * 24 => 5, > 365 * 10 => 2, _ => 1 };
        for (int year = first.Year + 1; year <= Math.Min(first.AddDays(days).Year, 9999); year++)
        {
            if (year % step != 0)
            {
                continue;
            }

            double x = X(new(year, 1, 1, 0, 0, 0, TimeSpan.Zero), first, days) + Left;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"year\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"{Top - 6:0}\" y2=\"{height:0}\"/>"
                + $"<text x=\"{x:0.#}\" y=\"12\" text-anchor=\"middle\">{year}</text>");
        }
    }

    private static void Mark(StringBuilder svg, int row, double x, double y, LaneMark[] marks)
    {
        bool full = Array.Exists(marks, m => m.IsMarked);
        string title = string.Join('\n', marks.OrderByDescending(m => m.IsMarked).Take(MaxTitles)
            .Select(m => $"{m.Time.UtcDateTime:yyyy-MM-dd} {Sanitizer.Clean(m.What)}"))
            + (marks.Length > MaxTitles ? $"\nand {marks.Length - MaxTitles:N0} more" : "");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"mark{(full ? " full" : "")}\"><title>{WebUtility.HtmlEncode(title)}</title>"
            + $"{Shape(row, x, y)}");
        if (marks.Length > 1)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"many\" x=\"{x:0.#}\" y=\"{y + 14:0.#}\" text-anchor=\"middle\">"
                + $"{(marks.Length > 99 ? "99+" : $"{marks.Length}")}</text>");
        }

        svg.Append("</g>");
    }

    private static string Shape(int row, double x, double y)
    {
        double r = Radius;
        return row switch
        {
            0 => Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{r:0.#}\"/>"),
            1 => Path((x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r)),
            2 => Path((x - r - 1, y - r), (x + r + 1, y - r), (x, y + r + 1)),
            3 => Path((x, y - r - 1.5), (x + r + 1.5, y), (x, y + r + 1.5), (x - r - 1.5, y)),
            4 => Path((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)),
            _ => Path((x - r, y - r), (x + r, y - r), (x, y), (x + r, y + r), (x - r, y + r)),
        };
    }

    private static string Path(params (double X, double Y)[] points) =>
        $"<path d=\"M{string.Join('L', points.Select(p => Invariant($"{p.X:0.#} {p.Y:0.#}")))}z\"/>";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string E(string text) => WebUtility.HtmlEncode(Sanitizer.Clean(text));
}
