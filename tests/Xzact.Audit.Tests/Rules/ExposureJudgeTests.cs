using Xzact.Audit.Case;
using Xzact.Audit.Rules;

namespace Xzact.Audit.Tests.Rules;

public sealed class ExposureJudgeTests
{
    private static ExposureStatement Statement(ExposureStatus status) =>
        new(status, "deb/a@1", "CVE-2000-0001", "1 lies there");

    private static IReadOnlyList<CheckResult> Judge(params ExposureStatement[] statements) =>
        ExposureJudge.Judge(new([], [], statements, 1, 0, 1), []);

    [Theory]
    [InlineData(ExposureStatus.NotAffected, true, ExposureEffect.Active, true, null)]
    [InlineData(ExposureStatus.Affected, true, ExposureEffect.Active, true, Severity.Critical)]
    [InlineData(ExposureStatus.Affected, true, ExposureEffect.NotStated, true, Severity.Critical)]
    [InlineData(ExposureStatus.Affected, true, ExposureEffect.Inert, true, Severity.Medium)]
    [InlineData(ExposureStatus.Affected, true, ExposureEffect.Active, false, Severity.Medium)]
    [InlineData(ExposureStatus.Unknown, true, ExposureEffect.Active, true, Severity.Medium)]
    [InlineData(ExposureStatus.Affected, false, ExposureEffect.NotStated, true, Severity.Medium)]
    [InlineData(ExposureStatus.Affected, false, ExposureEffect.NotStated, false, Severity.Low)]
    [InlineData(ExposureStatus.Unknown, false, ExposureEffect.NotStated, true, Severity.Low)]
    public void The_severity_of_a_statement(
        ExposureStatus status, bool isMalicious, ExposureEffect effect, bool isPresent, Severity? expected)
    {
        ExposureStatement statement =
            Statement(status) with { IsMalicious = isMalicious, Effect = effect, IsPresent = isPresent };
        Finding? finding = Judge(statement).SelectMany(r => r.Findings).SingleOrDefault();
        Assert.Equal(expected, finding?.Severity);
    }

    [Fact]
    public void What_an_advisory_says_of_its_severity_counts()
    {
        Finding finding = Judge(Statement(ExposureStatus.Affected) with { Rating = Severity.High })[0].Findings[0];
        Assert.Equal((Severity.High, "D48"), (finding.Severity, finding.RuleId));
    }

    [Fact]
    public void A_copy_in_a_file_is_another_rules_finding()
    {
        IReadOnlyList<CheckResult> results = Judge(Statement(ExposureStatus.Affected) with { IsContent = true });
        Assert.Equal([0, 1], results.Select(r => r.Findings.Count));
        Assert.Equal([Outcome.Clean, Outcome.Found], results.Select(r => r.Outcome));
    }

    [Fact]
    public void What_could_not_be_read_is_never_clean() => Assert.All(
        ExposureJudge.Judge(new([], [], [], 1, 1, 0), [new("a database", "it was cut off")]),
        result => Assert.Equal(Outcome.Incomplete, result.Outcome));

    [Fact]
    public void Without_packages_and_files_nothing_applies() => Assert.All(
        ExposureJudge.Judge(new([], [], [], 0, 0, null), []),
        result => Assert.Equal(Outcome.NotApplicable, result.Outcome));
}
