using Xzact.Audit.Case;
using Xzact.Audit.Reports;

namespace Xzact.Audit.Tests.Reports;

public sealed class VerdictTests
{
    [Fact]
    public void Unexplained_files_ask_for_a_review_and_accuse_nobody()
    {
        string verdict = Verdict.Of(SampleCase.Create());
        Assert.Equal(
            "1 file is not explained, and it can reach the build. Review recommended. Findings: 1 Critical.", verdict);
        Assert.DoesNotContain("malicious", verdict, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Only_a_published_indicator_is_called_malicious()
    {
        Finding known = SampleCase.Create().Findings[0] with { RuleId = "D00", Message = "Known malicious: TEST-1." };
        CaseReport report = SampleCase.Clean() with
        {
            Results = [new("D00", "t", Outcome.Found, "a digest matches", [known])],
        };
        Assert.Equal("Known malicious: TEST-1.", Verdict.Of(report));
    }

    [Fact]
    public void What_was_not_looked_at_is_part_of_the_verdict_unless_no_version_looks_at_it()
    {
        Assert.DoesNotContain("Incomplete", Verdict.Of(SampleCase.Clean()), StringComparison.Ordinal);
        CaseReport report = SampleCase.Clean() with
        {
            NotLookedAt = [new("the submodule x", "not given"), new("y", "")],
        };
        Assert.EndsWith(
            "Incomplete: not looked at: the submodule x and 1 more.", Verdict.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tag_that_fits_better_is_part_of_the_verdict() => Assert.Contains(
        "The archive fits the tag v1.1\u001b[2J<b> better.", Verdict.Of(SampleCase.OfAnotherTag()),
        StringComparison.Ordinal);

    [Fact]
    public void Evidence_that_a_finding_says_in_the_same_words_is_left_out_unless_it_shows_a_line()
    {
        Finding finding = SampleCase.Create().Findings[0];
        Evidence line = new(finding.Message, "x", 7);
        Assert.Equal(
            [line], Verdict.Chain([new(finding.Message, "x"), line, line, new("known", "x")],
                new("x", new(AccountKind.Unaccounted, "known")), [finding]));
    }

    [Fact]
    public void An_incomplete_check_is_part_of_the_verdict_beside_explained_files()
    {
        CaseReport report = SampleCase.Clean() with
        {
            Results = [new("D10", "t", Outcome.Incomplete, "1 file was too large", [])],
        };
        Assert.Contains("Incomplete: 1 file was too large.", Verdict.Of(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Low, false)]
    [InlineData(Severity.Medium, true)]
    public void A_case_of_several_links_asks_for_a_review_above_Low(Severity severity, bool asks)
    {
        CaseReport one = SampleCase.Create();
        Finding finding = one.Findings[0] with { Severity = severity };
        string verdict = Verdict.Of(one with
        {
            Chain = new([], []),
            Results = [one.Results[0] with { Findings = [finding] }],
        });
        Assert.Equal(asks, verdict.Contains("Review recommended", StringComparison.Ordinal));
    }
}
