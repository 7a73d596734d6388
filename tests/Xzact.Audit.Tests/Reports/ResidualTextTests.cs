using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class ResidualTextTests
{
    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.GitHub)]
    [InlineData(ReportFormat.Sarif)]
    public void Every_report_for_people_says_what_is_left_over_in_the_same_words(ReportFormat format)
    {
        string known = ResidualText.What(ResidualBasis.KnownParts);
        string regenerated = ResidualText.What(ResidualBasis.Regenerated);
        Assert.Contains(known, Plain(SampleCase.Split().Write(format)), StringComparison.Ordinal);
        Assert.Contains(regenerated, Plain(SampleCase.Regenerated().Write(format)), StringComparison.Ordinal);
        Assert.DoesNotContain(known, Plain(SampleCase.Regenerated().Write(format)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportFormat.Text)]
    [InlineData(ReportFormat.Markdown)]
    [InlineData(ReportFormat.Html)]
    public void Lines_of_both_kinds_are_shown_as_a_diff_without_what_a_terminal_obeys(ReportFormat format)
    {
        foreach (CaseReport report in new[] { SampleCase.Split(), SampleCase.Regenerated() })
        {
            string text = Plain(report.Write(format));
            Assert.Contains("archive lines 3-", text, StringComparison.Ordinal);
            Assert.Contains("+eval\\x1b[2J", text, StringComparison.Ordinal);
            Assert.Contains("+second", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_of_backticks_does_not_end_the_block_of_Markdown()
    {
        string text = SampleCase.Split().Write(ReportFormat.Markdown).ReplaceLineEndings("\n");
        string block = text[text.IndexOf("````diff\n", StringComparison.Ordinal)..];
        Assert.Contains("+```\n+second\n````\n", block, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_names_the_regenerated_file_only_where_there_is_one()
    {
        Assert.Equal("archive line 3", ResidualText.Place(new(3, ["a"], null, [])));
        Assert.Equal("regenerated before line 4, archive line 3", ResidualText.Place(new(3, ["a"], 4, [])));
    }

    [Fact]
    public void Signs_are_explained_where_there_are_both_and_one_line_is_one()
    {
        Assert.Equal(
            ["--- made from the tag", "+++ in the archive", "@@ regenerated line 4, archive line 3 @@", "-b", "+a"],
            ResidualText.Lines([new(3, ["a"], 4, ["b"])], 9));
        Assert.Equal(["@@ archive line 3 @@", "+a"], ResidualText.Lines([new(3, ["a"], null, [])], 9));
        Assert.Equal("… and 1 more line", ResidualText.Lines([new(3, ["a", "b"], null, [])], 1).Last());
        Assert.Equal(
            "1 line belongs to no known part and to no text of the tag, in 1 place",
            ResidualText.Summary(new(ResidualBasis.KnownParts, [new(3, ["a"], null, [])])));
    }

    // What the syntax of a report escapes.
    private static string Plain(string report) => report
        .Replace("&#39;", "'", StringComparison.Ordinal).Replace("\\u0027", "'", StringComparison.Ordinal)
        .Replace("\\'", "'", StringComparison.Ordinal).ReplaceLineEndings(" ")
        .Replace("  ", " ", StringComparison.Ordinal);
}
