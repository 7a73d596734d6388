using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class RuleVerifierTests
{
    public static TheoryData<string, string> Samples() =>
        [.. RuleVerifier.VerifyAll().Select(v => (v.RuleId, v.Sample))];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_judged_as_it_says(string ruleId, string sample)
    {
        RuleVerification result = RuleVerifier.VerifyAll().Single(v => v.RuleId == ruleId && v.Sample == sample);
        Assert.True(result.Passed, result.Detail);
    }

    [Fact]
    public void Every_rule_has_samples_that_match_and_samples_that_do_not()
    {
        foreach (IFileRule rule in RuleCatalog.FileRules)
        {
            IReadOnlyList<RuleSample> samples = RuleSample.Of(rule.Id);
            Assert.Contains(samples, s => s.Expected is not null);
            Assert.Contains(samples, s => s.Expected is null);
        }
    }

    [Fact]
    public void Every_rule_about_releases_has_both_kinds_of_samples_too()
    {
        foreach (IReleaseRule rule in RuleCatalog.ReleaseRules)
        {
            IReadOnlyList<ReleaseSample> samples = ReleaseSample.Of(rule.Id);
            Assert.Contains(samples, s => s.Expected is not null);
            Assert.Contains(samples, s => s.Expected is null);
        }
    }

    [Fact]
    public void A_rule_about_releases_that_matches_what_it_must_not_fails_its_sample()
    {
        ReleaseSample sample = ReleaseSample.Of("D09").First(s => s.Expected is null) with { Expected = Severity.High };
        IReleaseRule rule = RuleCatalog.ReleaseRules.Single(r => r.Id == "D09");
        Assert.False(RuleVerifier.Verify(rule, sample).Passed);
    }

    [Theory]
    [InlineData("archive: a-1.0.tar\n")]
    [InlineData("expect: High\n")]
    [InlineData("archive: a-1.0.tar\nexpect: High\nversoin: 1\n")]
    [InlineData("archive: a-1.0.tar\nexpect: High\nsignature: key\n")]
    [InlineData("archive:\nexpect: High\n")]
    public void A_sample_that_is_none_is_an_error(string text) =>
        Assert.Throws<FormatException>(() => ReleaseSample.Parse("x.fixture", "D09", text));

    [Fact]
    public void A_rule_that_stops_matching_fails_its_sample()
    {
        RuleSample sample = RuleSample.Of("D10").First(s => s.Expected is not null);
        RuleVerification result = RuleVerifier.Verify(new Blind(), sample);
        Assert.False(result.Passed);
    }

    [Fact]
    public void A_match_at_the_wrong_line_fails_the_sample()
    {
        RuleSample sample = RuleSample.Of("D10").First(s => s.ExpectedLine is not null) with { ExpectedLine = 99 };
        Assert.False(RuleVerifier.Verify(RuleCatalog.FileRules.Single(r => r.Id == "D10"), sample).Passed);
    }

    private sealed class Blind : IFileRule
    {
        public string Id => "D10";

        public bool AppliesTo(SuspectFile file) => true;

        public IEnumerable<RuleMatch> Match(SuspectFile file) => [];
    }
}
