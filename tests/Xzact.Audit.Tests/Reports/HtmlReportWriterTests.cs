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
