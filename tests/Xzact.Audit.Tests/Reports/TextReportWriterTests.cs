using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class TextReportWriterTests
{
    [Fact]
    public void A_clean_release_fits_one_screen()
    {
        string text = SampleCase.Clean().Write(ReportFormat.Text);
        Assert.InRange(text.Split('\n').Length, 5, 24);
        Assert.Contains("Every file of the archive is explained.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_there_is_no_control_character_but_the_line_feed() => Assert.DoesNotContain(
        SampleCase.Create().Write(ReportFormat.Text), c => char.IsControl(c) && c != '\n');

    [Fact]
    public void With_colour_every_escape_is_ours()
    {
        string text = SampleCase.Create().Write(ReportFormat.Text, color: true);
        Assert.Contains("\u001b[", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unexplained_file_shows_its_chain_with_file_and_line()
    {
        string text = SampleCase.Create().Write(ReportFormat.Text);
        Assert.Contains("CRITICAL", text, StringComparison.Ordinal);
        Assert.Contains("configure.ac:2", text, StringComparison.Ordinal);
        string row = text.Split('\n').Single(l => l.StartsWith("  unaccounted ", StringComparison.Ordinal));
        Assert.Equal(["unaccounted", "1", "100", "1"], row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(ReportFormat.Text, "no rule is about")]
    [InlineData(ReportFormat.Markdown, "no rule is about")]
    [InlineData(ReportFormat.Html, "no rule</span>")]
    public void A_file_whose_finding_is_suppressed_is_not_said_to_have_no_rule(ReportFormat format, string words)
    {
        CaseReport settled = SampleCase.Settled();
        CaseReport bare = settled with { Suppressed = [], Results = [] };
        Assert.DoesNotContain(words, settled.Write(format), StringComparison.Ordinal);
        Assert.Contains(words, bare.Write(format), StringComparison.Ordinal);
    }

    [Fact]
    public void A_regenerated_file_shows_what_differs_and_the_tools_that_ran()
    {
        string text = SampleCase.Regenerated().Write(ReportFormat.Text);
        Assert.Contains("3 lines differ from what the tag's build system makes, in 2 places", text);
        Assert.Contains("@@ regenerated before line 3, archive lines 3-4 @@", text);
        Assert.Contains("+eval\\x1b[2J <script>", text);
        Assert.Contains("-left </pre> out", text);
        string folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("autoconf 2.71 (the archive names 2.69), bison not installed (the archive names 3.8)", folded);
        Assert.Contains("bootstrap 1 (no\\x07 tool <b>)", folded);
    }

    [Fact]
    public void An_unexplained_file_without_a_rule_is_still_named()
    {
        LedgerEntry entry = new("data.bin", new(AccountKind.Unaccounted, "in the archive only")) { Size = 5 };
        Assert.Contains("data.bin", SampleCase.Create(entry).Write(ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_better_tag_is_named_right_under_the_tag()
    {
        string[] lines = SampleCase.OfAnotherTag().Write(ReportFormat.Text).Split('\n');
        int tag = Array.FindIndex(lines, l => l.StartsWith("  tag ", StringComparison.Ordinal));
        Assert.StartsWith("           The archive fits", lines[tag + 1], StringComparison.Ordinal);
        Assert.Equal(
            @"The archive fits the tag v1.1\x1b[2J<b> better (identical files: 1,200 there, 3 here).",
            $"{lines[tag + 1].Trim()} {lines[tag + 2].Trim()}");
    }

    [Fact]
    public void Rules_that_meet_in_one_file_are_said_once()
    {
        string text = SampleCase.Combined().Write(ReportFormat.Text);
        Assert.Equal(2, text.Split("Critical because D03, D10 meet in this file.").Length);
        Assert.DoesNotContain("Critical together", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_and_the_prose_fit_a_terminal_of_80_columns()
    {
        CaseReport report = SampleCase.Combined() with
        {
            NotLookedAt = [new(string.Join(' ', Enumerable.Repeat("word", 40)), "because " + new string('x', 30))],
        };
        LedgerEntry huge = new("big.bin", new(AccountKind.IdenticalNormalised, "x")) { Size = 99_999_999_999 };
        string text = (report with { Ledger = new([.. report.Ledger.Entries, huge]) }).Write(ReportFormat.Text);
        string[] quoted = ["    · ", "        ", "    see it: "];
        Assert.All(
            text.Split('\n').Where(l => !quoted.Any(q => l.StartsWith(q, StringComparison.Ordinal))),
            line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void An_incomplete_audit_never_reads_as_clean()
    {
        string text = SampleCase.Incomplete().Write(ReportFormat.Text);
        Assert.Contains("Incomplete: truncated at byte 77", text, StringComparison.Ordinal);
        Assert.DoesNotContain("explained.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_counts_findings_by_severity() => Assert.Contains(
        "Findings: 1 Critical, in 1 file.", SampleCase.Create().Write(ReportFormat.Text), StringComparison.Ordinal);

    [Fact]
    public void Every_file_with_a_finding_has_at_least_one_line()
    {
        CaseReport sample = SampleCase.Create();
        Finding[] many = [.. Enumerable.Range(0, 60)
            .Select(i => sample.Findings[0] with { Subject = $"m4/n{i}.m4", Severity = Severity.High })];
        string text = (sample with { Results = [sample.Results[0] with { Findings = many }] }).Write(ReportFormat.Text);
        Assert.All(many, f => Assert.Contains(f.Subject, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_makes_the_audit_incomplete_is_told_from_what_no_audit_of_this_version_looks_at()
    {
        CaseReport report = SampleCase.Create() with { NotLookedAt = [new("big.sh", "over the limit")] };
        Assert.Contains("so the audit is incomplete", report.Write(ReportFormat.Text), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "so the audit is incomplete", SampleCase.Create().Write(ReportFormat.Text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_low_severity_says_where_its_first_step_is()
    {
        static Finding Low(params Evidence[] evidence) =>
            new("D10", Severity.Low, "a.sh", "Text.", new('1', 32), evidence);
        CaseReport report = SampleCase.Create() with
        {
            Results =
            [
                new("D10", "Search", Outcome.Found, "",
                    [
                        Low(new Evidence("x", "a.sh", 7)), Low(new("y"), new("z", "b\u001b.sh", 8)),
                        Low(new Evidence("w", "a.sh")),
                    ]),
            ],
        };
        string text = report.Write(ReportFormat.Text);
        Assert.Contains("D10  a.sh:7: Text.", text, StringComparison.Ordinal);
        Assert.Contains(".sh:8): Text.", text, StringComparison.Ordinal);
        Assert.Contains("D10  a.sh: Text.", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }
}
