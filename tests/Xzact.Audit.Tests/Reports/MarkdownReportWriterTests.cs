using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class MarkdownReportWriterTests
{
    private static string Write(CaseReport report) => report.Write(ReportFormat.Markdown).ReplaceLineEndings("\n");

    [Fact]
    public void A_clean_release_says_so_and_lists_what_was_compared()
    {
        string text = Write(SampleCase.Clean());
        Assert.Contains("**Every file of the archive is explained.**", text, StringComparison.Ordinal);
        Assert.Contains("| identical to the tag | 1 | 900 | 0 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("## Findings", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Audited_text_outside_of_code_keeps_no_meaning()
    {
        string text = Write(SampleCase.Settled()) + Write(SampleCase.Create()) + Write(SampleCase.OfAnotherTag());
        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        foreach (string line in text.Split('\n'))
        {
            // What is left without code spans and escapes holds no HTML, emphasis of a stranger or mention.
            string plain = Regex.Replace(
                line, @"(?<fence>`+)(?!`).*?(?<!`)\k<fence>(?!`)|\\.", "", RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.DoesNotContain('<', plain);
            Assert.DoesNotContain("@", plain, StringComparison.Ordinal);
            Assert.DoesNotContain('[', plain);
        }
    }

    [Fact]
    public void Every_row_of_a_table_has_its_cells_whatever_names_hold()
    {
        CaseReport report = SampleCase.Create() with { Inputs = [new("a|b`c|d.tar", 1, new('a', 64), null)] };
        string row = Assert.Single(
            Write(report).Split('\n'), line => line.StartsWith("| archive", StringComparison.Ordinal));
        Assert.Equal(3, Regex.Count(row, @"(?<!\\)\|", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_command_can_be_copied()
    {
        CaseReport report = SampleCase.Create();
        LedgerEntry judged = report.Ledger.Entries[0] with { ReviewCommand = "tar -xOf demo.tar a.m4 | less" };
        Assert.Contains(
            "- see it: `tar -xOf demo.tar a.m4 | less`", Write(report with { Ledger = new([judged]) }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_carry_their_evidence_and_suppressed_ones_their_reason()
    {
        Assert.Contains("- **D03** No known upstream", Write(SampleCase.Create()), StringComparison.Ordinal);
        string settled = Write(SampleCase.Settled());
        Assert.DoesNotContain("## Findings", settled, StringComparison.Ordinal);
        Assert.Contains("## Suppressed by the settings, and not counted (1)", settled, StringComparison.Ordinal);
        Assert.Contains("(until 2027-01-31)", settled, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_thousands_of_files_stays_below_the_size_of_a_jobs_summary()
    {
        LedgerEntry[] many = [.. Enumerable.Range(0, 5000).Select(i =>
            new LedgerEntry($"m4/file-{i}.m4", new(AccountKind.Unaccounted, "only")) { Size = 10 })];
        Assert.InRange(Write(SampleCase.Create(many)).Length, 5_000, 1_000_000);
    }

    [Fact]
    public void A_scan_says_how_much_was_read_and_shows_every_step()
    {
        Evidence[] steps = [.. Enumerable.Range(1, 20).Select(i => new Evidence($"step {i}", "build.sh", i))];
        CaseReport report = new()
        {
            Command = "scan",
            Subject = "demo",
            Inputs = [],
            Scanned = new(3, 4_000, 1, 12, [new("build.sh", "shell", 0.5, 10, 2)])
            {
                Unaccounted = [new("a`<b>.bin", null, 40, 12)],
            },
            Results =
            [
                new("D15", "Data", Outcome.Found, "",
                    [new("D15", Severity.High, "a.bin", "Text.", new('1', 32), steps) { Collectors = ["content"] }]),
            ],
        };
        string text = Write(report);
        Assert.Contains("## Coverage", text, StringComparison.Ordinal);
        Assert.Contains("10 commands, of which 2 are not resolved", text, StringComparison.Ordinal);
        Assert.Contains("12 bytes in them are not accounted for", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", text.Replace("\\<b\\>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(steps, step => Assert.Contains($"`build.sh:{step.Line}` {step.What}\n", text,
            StringComparison.Ordinal));
    }
}
