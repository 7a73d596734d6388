using Xzact.Audit.Case;
using Xzact.Audit.Case.Histories;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class PeopleJudgeTests
{
    [Fact]
    public void What_a_rule_finds_is_low_and_opens_a_window()
    {
        ProjectHistory history = PeopleSample.Of("D82").First(s => s.Expected is not null).History;
        (IReadOnlyList<CheckResult> results, IReadOnlyList<EvidenceWindow> windows) = PeopleJudge.Judge(history, []);
        Finding finding = Assert.Single(results.SelectMany(r => r.Findings));
        Assert.Equal(("D82", Severity.Low), (finding.RuleId, finding.Severity));
        EvidenceWindow window = Assert.Single(windows);
        Assert.Equal(
            (history.Opaque[0].Time, history.Releases[0].Time, finding.Message),
            (window.From, window.To, window.Reason));
        Assert.True(window.Covers(window.To));
        Assert.False(window.Covers(window.To.AddSeconds(1)));
    }

    [Fact]
    public void A_fingerprint_does_not_depend_on_the_numbers_of_the_run()
    {
        ProjectHistory history = PeopleSample.Of("D80").First(s => s.Expected is not null).History;
        Contributor[] swapped = [.. history.Contributors.Reverse().Select((c, i) => c with { Number = i + 1 })];
        string Fingerprint(ProjectHistory h) => PeopleJudge.Judge(h, []).Results.SelectMany(r => r.Findings)
            .Single(f => f.RuleId == "D80").Fingerprint;
        Assert.Equal(Fingerprint(history), Fingerprint(history with { Contributors = swapped }));
    }

    [Fact]
    public void What_could_not_be_read_is_never_clean() => Assert.All(
        PeopleJudge.Judge(new(), [new("a mailbox", "it was cut off")]).Results,
        result => Assert.Equal(Outcome.Incomplete, result.Outcome));

    [Fact]
    public void Nothing_applies_to_an_empty_history() => Assert.All(
        PeopleJudge.Judge(new(), []).Results, result => Assert.Equal(Outcome.NotApplicable, result.Outcome));

    [Theory]
    [InlineData("expect: Low\n")]
    [InlineData("--- history\n")]
    [InlineData("expect: Low\nother: x\n--- history\n")]
    [InlineData("expect: Low\n--- history\nnonsense 2020-01-01\n")]
    [InlineData("expect: Low\n--- history\nopaque never a.bin by=P1\n")]
    [InlineData("expect: Low\n--- history\nrelease v1\n")]
    public void A_sample_that_is_none_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => PeopleSample.Parse("x.fixture", text));

    [Fact]
    public void A_sample_that_expects_otherwise_fails()
    {
        PeopleSample sample = PeopleSample.Of("D84").First(s => s.Expected is null) with { Expected = Severity.Low };
        Assert.False(RuleVerifier.Verify(RuleCatalog.PeopleRules.Single(r => r.Id == "D84"), sample).Passed);
    }
}
