using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed partial class HtmlReportWriterTests
{
    private static readonly string s_page = SampleCase.Create().Write(ReportFormat.Html);

    [GeneratedRegex(
        "<(?<tag>style|script)>(?<text>[^<]*)</(style|script)>", RegexOptions.ExplicitCapture,
            matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inline();

    [Fact]
    public void Nothing_is_loaded_from_elsewhere()
    {
        Assert.DoesNotMatch("(?i)\\b(src|href)\\s*=\\s*[\"'](?!#)", s_page);
        Assert.DoesNotMatch("(?i)url\\(|@import|<link|<img|<iframe|<object|https?:", s_page);
    }

    [Fact]
    public void Residual_lines_and_steps_are_shown_and_escaped()
    {
        string page = SampleCase.Regenerated().Write(ReportFormat.Html);
        Assert.Contains("+eval\\x1b[2J &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("-left &lt;/pre&gt; out", page, StringComparison.Ordinal);
        Assert.Contains("no\\x07 tool &lt;b&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_names_the_only_style_and_script_by_their_digests()
    {
        Match[] inline = [.. Inline().Matches(s_page).Cast<Match>()];
        Assert.Equal(["style", "script"], inline.Select(m => m.Groups["tag"].Value));
        foreach (Match match in inline)
        {
            string digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["text"].Value)));
            Assert.Contains($"{match.Groups["tag"].Value}-src 'sha256-{digest}'", s_page, StringComparison.Ordinal);
        }

        Assert.Contains("default-src 'none'", s_page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)\\sstyle\\s*=|\\son[a-z]+\\s*=", s_page);
    }

    [Fact]
    public void Names_from_the_archive_cannot_become_markup()
    {
        Assert.DoesNotContain("<script>alert", s_page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", s_page, StringComparison.Ordinal);
        Assert.DoesNotContain(s_page, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202E', s_page);
    }

    [Fact]
    public void Every_link_of_the_picture_leads_to_a_card()
    {
        string[] targets = [.. s_page.Split("href=\"#").Skip(1).Select(part => part.Split('"')[0]).Distinct()];
        Assert.NotEmpty(targets);
        Assert.All(targets, t => Assert.Equal(2, s_page.Split($"id=\"{t}\"").Length));
    }

    [Fact]
    public void A_better_tag_is_named_beside_the_tag()
    {
        string page = SampleCase.OfAnotherTag().Write(ReportFormat.Html);
        int tag = page.IndexOf("<dt>Tag</dt>", StringComparison.Ordinal);
        Assert.Contains(
            "<p class=\"better\">The archive fits the tag v1.1\\x1b[2J&lt;b&gt; better (identical files: 1,200 there, ",
            page[tag..(tag + 300)], StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_meet_in_one_file_are_said_once() => Assert.Equal(
        2, SampleCase.Combined().Write(ReportFormat.Html).Split("Critical because D03, D10 meet in this file.").Length);

    [Fact]
    public void Findings_stand_by_weight_before_what_was_read_and_Low_ones_are_closed_beside_others()
    {
        string page = Others(Severity.Low, Severity.High);
        int high = page.IndexOf("<details class=\"weight\" open><summary>High", StringComparison.Ordinal);
        int low = page.IndexOf("<details class=\"weight\"><summary>Low", StringComparison.Ordinal);
        Assert.InRange(high, 1, low);
        Assert.InRange(low, high, page.IndexOf("<h2>Checks", StringComparison.Ordinal));
        Assert.Contains(
            "<details class=\"weight\" open><summary>Low", Others(Severity.Low), StringComparison.Ordinal);

        static string Others(params Severity[] weights)
        {
            CaseReport one = SampleCase.Create();
            Finding other = one.Findings[0] with { Subject = "elsewhere" };
            Finding[] others = [.. weights.Select(weight => other with { Severity = weight })];
            return (one with { Results = [one.Results[0] with { Findings = others }] }).Write(ReportFormat.Html);
        }
    }

    [Fact]
    public void Cells_say_their_column_where_a_narrow_screen_has_no_head_for_it()
    {
        using StringWriter page = new();
        HtmlText.Table(page, "T", ["Who", "What \"x\""], [["a", "<b>"]], most: 1, open: 1);
        Assert.Contains(
            "<tr><td data-label=\"Who\">a</td><td data-label=\"What &quot;x&quot;\">&lt;b&gt;</td></tr>",
            page.ToString(), StringComparison.Ordinal);
        Assert.Contains("attr(data-label)", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_screen_gets_a_picture_of_its_own_with_the_same_tiles()
    {
        string[] pictures = [.. s_page.Split("<svg ").Skip(1)];
        Assert.Equal(["class=\"map wide\"", "class=\"map narrow\""], pictures.Select(p => p.Split(" viewBox")[0]));
        Assert.Equal(pictures[0].Split("<rect class=\"t ").Length, pictures[1].Split("<rect class=\"t ").Length);
    }

    [Fact]
    public void A_crowd_of_small_files_does_not_disappear_under_rings()
    {
        LedgerEntry[] many = [.. Enumerable.Range(0, 2_000).Select(i =>
            new LedgerEntry($"m4/n{i}.m4", new(AccountKind.Unaccounted, "in the archive only"))
            {
                Size = 50,
                ReachesBuild = true,
            })];
        LedgerEntry big = new("big.c", new(AccountKind.IdenticalToTag, "same")) { Size = 3_000_000 };
        string page = SampleCase.Create([.. many, big]).Write(ReportFormat.Html);
        Assert.InRange(page.Split("class=\"ring\"").Length - 1, 2, 200);
    }

    [Theory]
    [InlineData(AccountKind.Unaccounted, 1, true)]
    [InlineData(AccountKind.Unaccounted, 100_000, false)]
    [InlineData(AccountKind.IdenticalToTag, 1, false)]
    public void A_file_that_nothing_explains_is_seen_however_small_it_is(AccountKind kind, int size, bool isMarked)
    {
        LedgerEntry big = new("big.bin", new(AccountKind.IdenticalToTag, "same")) { Size = 1_000_000 };
        LedgerEntry file = new("lone.txt", new(kind, "a reason")) { Size = size };
        bool isExplained = kind == AccountKind.IdenticalToTag;
        string svg = TreemapSvg.Draw(new([big, file]), e => e == file && !isExplained ? "id" : null);
        Assert.Equal(isMarked, svg.Contains("class=\"ring\"", StringComparison.Ordinal));
        Assert.Equal(isMarked, svg.Contains($"\"t {AccountKindInfo.Of(kind).Id} tiny\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_reads_without_script()
    {
        string still = Inline().Replace(s_page, "");
        Assert.Contains("configure.ac:2", still, StringComparison.Ordinal);
        Assert.Contains("src/main.c", still, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"t unaccounted\"", still, StringComparison.Ordinal);
    }

    [Fact]
    public void An_incomplete_audit_is_not_shown_as_clean()
    {
        string page = SampleCase.Incomplete().Write(ReportFormat.Html);
        Assert.Contains("verdict incomplete", page, StringComparison.Ordinal);
        Assert.DoesNotContain("verdict clean", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_thousand_files_make_a_page_of_moderate_size()
    {
        LedgerEntry[] many = [.. Enumerable.Range(0, 5_000).Select(i =>
            new LedgerEntry(
                $"d{i % 40}/file{i}.c", new(AccountKind.IdenticalToTag, "same path, content and executable bit"))
            {
                Size = 100 + (i * 37 % 5_000),
            })];
        Assert.InRange(SampleCase.Create(many).Write(ReportFormat.Html).Length, 500_000, 4_000_000);
    }
}
