using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class FileJudgeTests
{
    private static SuspectFile Macro(string? text, string? why = null) => new(
        new("m4/x.m4", new(AccountKind.Unaccounted, "in the archive only"))
        {
            Role = FileRole.Macro,
            ReachesBuild = true,
            Sha256 = new('a', 64),
        },
        text)
    {
        WhyUnread = why,
    };

    [Fact]
    public void An_unknown_macro_that_pipes_data_to_a_shell_is_critical_under_every_rule_that_joins()
    {
        IReadOnlyList<Finding> findings = FileJudge.FindingsOf(Macro("AC_DEFUN([X], [cat words | sh])"));
        Assert.Equal(["D01", "D03", "D13"], findings.Select(f => f.RuleId));
        Assert.All(findings, f => Assert.Equal(Severity.Critical, f.Severity));
    }

    [Fact]
    public void Without_the_second_half_nothing_is_raised()
    {
        IReadOnlyList<Finding> findings = FileJudge.FindingsOf(Macro("AC_DEFUN([X], [cat words])"));
        Assert.All(findings, f => Assert.Equal(Severity.High, f.Severity));
    }

    [Fact]
    public void Build_text_that_could_not_be_read_makes_every_rule_incomplete()
    {
        IReadOnlyList<CheckResult> results = FileJudge.Judge([Macro(null, "too large")]);
        Assert.All(results, r => Assert.Equal(Outcome.Incomplete, r.Outcome));
        Assert.All(results, r => Assert.Contains("too large", r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_without_a_file_to_look_at_are_not_applicable() =>
        Assert.All(FileJudge.Judge([]), r => Assert.Equal(Outcome.NotApplicable, r.Outcome));

    [Fact]
    public void A_rule_that_looked_and_found_nothing_is_clean() => Assert.Equal(
        Outcome.Clean, FileJudge.Judge([Macro("AC_DEFUN([X], [])")]).Single(r => r.CheckId == "D13").Outcome);
}
