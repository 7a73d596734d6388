using System.Globalization;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Reports;

/// <summary>The parts of all reports that are about a project's history.</summary>
internal static class HistoryReport
{
    private const int Columns = 60;
    private const int TitleWidth = 14;
    private const int MaxRows = 500;
    private const int MaxYears = 8;
    private const int MaxOpen = 60;
    private const int MaxWindows = 12;

    /// <summary>What the history comes to.</summary>
    public static string Verdict(ProjectHistory history)
    {
        int windows = history.Windows.Count;
        return windows == 0
            ? $"Nothing in {Counted.Of(history.Commits, "commit")} gives a finding about code more weight."
            : $"{Counted.Of(windows, "span")} of time in {Counted.Of(history.Commits, "commit")} give findings about "
                + "code more weight; alone they say nothing.";
    }

    /// <summary>The numbers, a line each.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(ProjectHistory history)
    {
        yield return ("history", $"{history.Commits:N0} commits, {HistoryText.Day(history.First)} to "
            + HistoryText.Day(history.Last));
        yield return ("contributors", $"{history.Contributors.Count:N0}; "
            + $"{history.Contributors.Count(c => c.MergeRight is not null):N0} put changes of others on the main "
            + $"branch, {history.Contributors.Count(c => c.Tags > 0):N0} made tags");
        yield return ("bus factor", string.Join(", ", history.BusFactors.TakeLast(MaxYears)
            .Select(b => $"{b.Year}: {b.Factor} of {b.Contributors:N0}")));
        yield return ("releases", $"{history.Releases.Count:N0}, "
            + $"{history.Releases.Count(r => r.Key is not null):N0} signed by "
            + $"{history.Releases.Select(r => r.Key).OfType<string>().Distinct().Count():N0} keys");
        yield return ("checks", $"{history.Checks.Count(e => e.Weakened):N0} changes take something away, "
            + $"{history.Checks.Count(e => !e.Weakened):N0} touch the text around a sandbox");
        yield return ("opaque files", $"{history.Opaque.Count(e => !e.IsMedia):N0} contents and "
            + $"{history.Opaque.Count(e => e.IsMedia):N0} pictures, sounds and fonts");
        if (history.Mails is int mails)
        {
            yield return ("mail", $"{mails:N0}, {history.Threads.Count:N0} threads in which somebody asks for a change "
                + "of power or an upgrade");
        }
    }

    /// <summary>The part of the terminal text: numbers and the picture in letters.</summary>
    public static void WriteText(ProjectHistory history, TextLayout output)
    {
        foreach ((string name, string value) in Facts(history))
        {
            string first = $"  {name,-TitleWidth}";
            output.Paragraph(first, value, new string(' ', first.Length));
        }

        output.Line();
        foreach (string line in Picture(history))
        {
            output.Line(line.TrimEnd());
        }

        output.Line();
        Windows(history, output);
    }

    // The newest first: they are what a reader can still do something about.
    private static void Windows(ProjectHistory history, TextLayout output) => output.List(
        "Spans in which findings about code weigh more, newest first",
        [.. history.Windows.OrderByDescending(w => w.From).Select(window =>
            $"{HistoryText.Day(window.From)} to {HistoryText.Day(window.To)}  {window.RuleId}  "
                + $"{window.Subject}: {window.Reason}")],
        MaxWindows);

    /// <summary>The picture in letters: a column is a span of time, a sign of the row stands where a rule reports
    /// something, a dot where there is something else.</summary>
    public static IEnumerable<string> Picture(ProjectHistory history)
    {
        double days = Math.Max((history.Last - history.First).TotalDays, 1);
        int Column(DateTimeOffset time) =>
            (int)Math.Clamp((time - history.First).TotalDays / days * Columns, 0, Columns - 1);
        char[] axis = new string(' ', Columns + 4).ToCharArray();
        int free = 0;
        for (int year = history.First.Year; year <= history.Last.Year; year++)
        {
            int at = year == history.First.Year ? 0 : Column(new(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
            if (at >= free)
            {
                year.ToString("d4", CultureInfo.InvariantCulture).CopyTo(axis.AsSpan(at));
                free = at + 6;
            }
        }

        yield return new string(' ', TitleWidth + 2) + new string(axis);
        foreach (Lane lane in HistoryLanes.Of(history))
        {
            char[] row = new string(' ', Columns).ToCharArray();
            foreach (LaneMark mark in lane.Marks)
            {
                int at = Column(mark.Time);
                row[at] = mark.IsMarked ? lane.Shape : row[at] == ' ' ? '.' : row[at];
            }

            yield return $"  {lane.Title,-TitleWidth}{new string(row)}";
        }

        yield return new string(' ', TitleWidth + 2) + "a sign: a rule reports it below; a dot: it is there";
    }

    /// <summary>The part of the page.</summary>
    public static void WriteHtml(ProjectHistory history, TextWriter output)
    {
        output.Write("<section aria-label=\"History\"><h2>History</h2><dl class=\"facts history\">");
        foreach ((string name, string value) in Facts(history))
        {
            output.Write($"<div><dt>{E(name)}</dt><dd>{E(value)}</dd></div>");
        }

        output.Write($"</dl></section><section aria-label=\"Timeline\"><h2>Timeline</h2>"
            + $"<div class=\"wide-picture\" tabindex=\"0\">{HistoryTimelineSvg.Draw(history)}</div>");
        output.Write("<p class=\"hint\">Each row has its own shape; a full shape is what a rule reports, a "
            + "number under a shape says how many things it stands for. Rows: releases; rights, which are the first "
            + "change of another put on the main branch and the first tag; review, where it ends; checks that lost "
            + "something; opaque files without pictures, sounds and fonts. Times are claims of those who made "
            + "the commits.</p>");
        InWords(history, output);
        Table(
            output, "Contributors who can merge or release",
            ["Who", "Commits", "First", "Merges after", "Tags after", "Tags"],
            history.Contributors.Where(c => c.MergeRight is not null || c.Tags > 0).Select(c => new[]
            {
                c.Label, $"{c.Commits:N0}", HistoryText.Day(c.First), After(c, c.MergeRight), After(c, c.FirstTag),
                $"{c.Tags:N0}",
            }));
        Table(
            output, "Bus factor", ["Year", "Wrote half", "Contributors", "Changes"],
            history.BusFactors.Select(b => new[]
            {
                $"{b.Year}", $"{b.Factor:N0}", $"{b.Contributors:N0}", $"{b.Changes:N0}",
            }));
        output.Write("</section>");
    }

    // Every full shape of the picture; the others, too, where there is room.
    private static void InWords(ProjectHistory history, TextWriter output)
    {
        (string Row, LaneMark Mark)[] all =
        [
            .. HistoryLanes.Of(history).SelectMany(lane => lane.Marks.Select(m => (lane.Title, Mark: m)))
                .OrderByDescending(x => x.Mark.Time),
        ];
        (string Row, LaneMark Mark)[] shown =
            all.Length <= MaxRows ? all : [.. all.Where(x => x.Mark.IsMarked || x.Row == "rights")];
        HtmlText.Table(
            output, "In words", ["Day", "Row", "What", "A rule reports it"],
            [.. shown.Select(x => (string[])
                [HistoryText.Day(x.Mark.Time), x.Row, x.Mark.What, x.Mark.IsMarked ? "yes" : ""])],
            int.MaxValue, MaxOpen);
        if (shown.Length < all.Length)
        {
            output.Write($"<p class=\"hint\">{all.Length - shown.Length:N0} more events are drawn, which no rule "
                + "reports; the JSON report has them.</p>");
        }
    }

    private static string After(Contributor c, DateTimeOffset? time) =>
        time is { } moment ? HistoryText.Span(moment - c.First) : "";

    private static void Table(TextWriter output, string title, string[] columns, IEnumerable<string[]> rows) =>
        HtmlText.Table(output, title, columns, [.. rows], MaxRows, MaxOpen);

    private static string E(string text) => HtmlText.E(text);
}
