using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Reports;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Reports;

/// <summary>The picture of a history, in letters and as a drawing, and hostile text in it.</summary>
public sealed class HistoryReportTests
{
    private static ProjectHistory History(string rule = "D82")
    {
        ProjectHistory history = PeopleSample.Of(rule).First(s => s.Expected is not null).History;
        return history with { Windows = PeopleJudge.Judge(history, []).Windows };
    }

    private static CaseReport Case(ProjectHistory history) => new()
    {
        Command = "people",
        Subject = "repo",
        Inputs = [],
        History = history,
        Results = PeopleJudge.Judge(history, []).Results,
    };

    [Fact]
    public void The_picture_in_letters_has_a_row_a_kind_and_a_sign_where_a_rule_reports()
    {
        string[] rows = [.. HistoryReport.Picture(History())];
        Assert.Contains("2010", rows[0], StringComparison.Ordinal);
        Assert.Equal(
            ["releases", "rights", "review", "checks", "opaque files"], rows[1..6].Select(r => r[2..16].Trim()));
        Assert.Contains('#', rows[5][16..]);
        Assert.Contains('.', rows[1][16..]);
        Assert.All(rows, row => Assert.InRange(row.Length, 1, 80));
    }

    [Theory]
    [InlineData("D40", '@')]
    [InlineData("D80", 'v')]
    [InlineData("D81", 'x')]
    [InlineData("D83", 'o')]
    [InlineData("D39", '^')]
    public void Each_row_has_its_own_sign(string rule, char sign) =>
        Assert.Contains(
            HistoryReport.Picture(History(rule)).SkipLast(1), row => row[Math.Min(16, row.Length)..].Contains(sign));

    [Fact]
    public void The_page_has_every_full_shape_in_words_and_no_colour_of_an_alarm()
    {
        foreach (string rule in (string[])["D40", "D80", "D81", "D82", "D83", "D84", "D39"])
        {
            ProjectHistory history = History(rule);
            string page = Case(history).Write(ReportFormat.Html);
            int marked = HistoryLanes.Of(history).Sum(lane => lane.Marks.Count(m => m.IsMarked));
            Assert.True(marked > 0, rule);
            string words = page[page.IndexOf("In words", StringComparison.Ordinal)..];
            words = words[..words.IndexOf("</table>", StringComparison.Ordinal)];
            Assert.Equal(marked, words.Split(">yes</td>").Length - 1);
            Assert.Contains("class=\"verdict low\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("class=\"outcome found\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_of_the_history_cannot_act_in_any_report()
    {
        ProjectHistory history = History();
        OpaqueEvent hostile = history.Opaque[0] with { Path = "a</title><script>\u001b[2J\u202e" };
        CaseReport report = Case(history with
        {
            Opaque = [hostile],
            Releases = [history.Releases[0] with { Tag = "v\u001b[2J<b>" }],
        });
        foreach (ReportFormat format in Enum.GetValues<ReportFormat>())
        {
            string text = report.Write(format);
            Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u202e", text, StringComparison.Ordinal);
            Assert.DoesNotContain(format == ReportFormat.Html ? "</title><script>\\" : "\u0000", text,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_claimed_time_outside_of_the_axis_stands_at_its_end()
    {
        ProjectHistory history = History();
        ReleaseEvent far = history.Releases[0] with { Time = DateTimeOffset.MaxValue };
        string svg = HistoryTimelineSvg.Draw(history with { Releases = [far], Last = history.Last });
        Assert.Contains("9999-12-31", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.NotEmpty(HistoryReport.Picture(history with { First = DateTimeOffset.UnixEpoch, Releases = [far] }));
    }

    [Fact]
    public void The_verdict_says_that_spans_alone_say_nothing()
    {
        Assert.Contains("alone they say nothing", HistoryReport.Verdict(History()), StringComparison.Ordinal);
        Assert.StartsWith("Nothing", HistoryReport.Verdict(new()), StringComparison.Ordinal);
    }
}
